import redis

from worker.claims import MARGIN_S, Claims


def test_a_job_belongs_to_the_first_task(server: "redis.Redis") -> None:
    claims = Claims(server)
    assert claims.take("j", "one", 10)
    assert not claims.take("j", "two", 10)
    assert claims.take("another", "two", 10)


def test_a_redelivered_task_enters_its_own_claim(server: "redis.Redis") -> None:
    claims = Claims(server)
    assert claims.take("j", "one", 10)
    server.expire("inkqueue:claim:j", 3)
    assert claims.take("j", "one", 10)
    assert server.ttl("inkqueue:claim:j") > 3


def test_a_claim_outlives_the_work_and_then_runs_out(server: "redis.Redis") -> None:
    claims = Claims(server)
    claims.take("j", "one", 10)
    assert 10 < server.ttl("inkqueue:claim:j") <= 10 + MARGIN_S
    server.delete("inkqueue:claim:j")
    assert claims.take("j", "two", 10)
