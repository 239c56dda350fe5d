import redis

from worker.claims import MARGIN_S, Claims


def test_a_job_belongs_to_the_first_task(server: "redis.Redis") -> None:
    claims = Claims(server)
    assert claims.take("j", "one", 10, redelivered=False)
    for redelivered in (False, True):
        assert not claims.take("j", "two", 10, redelivered)
    assert claims.take("another", "two", 10, redelivered=False)
    assert claims.holds("j", "one")
    assert not claims.holds("j", "two")
    assert claims.holds("unclaimed", "two")


def test_a_redelivered_task_enters_its_own_claim(server: "redis.Redis") -> None:
    claims = Claims(server)
    assert claims.take("j", "one", 10, redelivered=False)
    server.expire("inkqueue:claim:j", 3)
    assert claims.take("j", "one", 10, redelivered=True)
    assert server.ttl("inkqueue:claim:j") > 3


def test_a_twin_of_the_same_task_id_does_not(server: "redis.Redis") -> None:
    claims = Claims(server)
    assert claims.take("j", "one", 10, redelivered=False)
    assert not claims.take("j", "one", 10, redelivered=False)


def test_a_claim_outlives_the_work_and_then_runs_out(server: "redis.Redis") -> None:
    claims = Claims(server)
    claims.take("j", "one", 10, redelivered=False)
    assert 10 < server.ttl("inkqueue:claim:j") <= 10 + MARGIN_S
    server.delete("inkqueue:claim:j")
    assert claims.take("j", "two", 10, redelivered=False)
