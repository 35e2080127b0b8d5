"""Two dumps of the same answers are the same, and a number that changed is seen."""

from pathlib import Path

import pytest

from scripts.compare_answers import diff, dump

LOG = "sent_at,channel,company,replied_at\n2026-03-02,email,Kites,2026-03-05\n2026-03-03,letter,Looms,\n"


@pytest.fixture
def before(tmp_path: Path) -> Path:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "log.csv").write_text(LOG)
    dump(tmp_path / "before.jsonl", [tmp_path / "logs"])
    return tmp_path / "before.jsonl"


def test_the_same_answers_are_the_same(before: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(before, before) == 0
    assert capsys.readouterr().out.startswith("0 differ, ")


def test_a_number_that_changed_is_seen(before: Path) -> None:
    (before.parent / "logs" / "log.csv").write_text(LOG.replace("2026-03-05", ""))
    dump(before.with_name("after.jsonl"), [before.parent / "logs"])
    assert diff(before, before.with_name("after.jsonl")) > 10
