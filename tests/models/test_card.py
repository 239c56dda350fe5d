import hashlib
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.card import Card, digest


def test_a_version_is_named_after_network_utc_time_and_content(tmp_path, make_draft):
    model_file = tmp_path / "model.keras"
    model_file.write_bytes(b"weights")
    east = datetime(2026, 3, 1, 1, 0, 5, tzinfo=timezone(timedelta(hours=2)))
    card = Card.of(make_draft(network="compact", created=east), model_file)
    sha256 = hashlib.sha256(b"weights").hexdigest()
    assert card.version == f"compact-20260228T230005-{sha256[:8]}"
    assert (card.sha256, card.bytes) == (sha256, 7)


def test_a_card_survives_json(tmp_path, make_draft):
    path = tmp_path / "model.keras"
    path.write_bytes(b"weights")
    card = Card.of(make_draft(curve=({"epoch": 1.0, "loss": 0.5},)), path)
    assert Card.model_validate_json(card.model_dump_json()) == card


def test_a_card_cannot_be_changed(make_draft):
    with pytest.raises(ValidationError, match="frozen"):
        make_draft().seed = 6


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("network", "Not A Name"),
        ("created", datetime(2026, 3, 1)),
        ("temperature", 0.0),
        ("start", "../../etc"),
        ("surprise", 1),
    ],
)
def test_a_bad_field_is_refused_by_name(make_draft, field, value):
    with pytest.raises(ValidationError, match=field):
        make_draft(**{field: value})


def test_digest_is_sha256(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"abc")
    assert digest(tmp_path / "file").startswith("ba7816bf8f01cfea")
