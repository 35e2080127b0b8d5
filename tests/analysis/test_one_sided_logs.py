"""All against none: every question, the report and the command line give sentences, and no chance is certain."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import main
from analysis.ask import ask
from analysis.questions import QUESTIONS
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.one_sided import SIZES, write_log

TODAY = date(2026, 9, 1)
CHOICES: list[dict[str, Any]] = [
    {},
    {"basis": "so far", "per": "opportunity"},
    {"basis": "recorded", "outcome": "offer", "days": 30},
    {"basis": "within", "within": 14, "per": "contact", "outcome": "further"},
    {"within": 366, "by": "all", "split": None, "names": "no"},
]
CERTAIN = re.compile(
    r"(chance|probab|likel|certain)[^.]{0,60}(?<![\d.])(0|100)(\.0+)?\s?%"
    r"|(?<![\d.])(0|100)\s?% (chance|likely)|\bnan\b|\binf\b",
    re.IGNORECASE,
)


@cache
def measured(size: str) -> MeasuredLog:
    return import_log(Upload(write_log(*SIZES[size]), "log.csv")).measure(today=TODAY)


@pytest.mark.parametrize("key", QUESTIONS)
@pytest.mark.parametrize("size", SIZES)
def test_every_question_gives_a_sentence_and_no_certainty(size: str, key: str) -> None:
    for chosen in CHOICES:
        fitting = {name: value for name, value in chosen.items() if name in QUESTIONS[key].defaults}
        answer = ask(measured(size), key, **fitting)
        assert answer.verdict.endswith((".", "!", "?")), answer.verdict
        assert not CERTAIN.search(answer.as_text()), answer.as_text()
        assert answer.figure is None or answer.figure.to_json()


def test_the_verdicts_of_channels() -> None:
    told = [
        ask(measured(size), "response_by_channel").verdict.replace("\N{NO-BREAK SPACE}", "") for size in SIZES
    ]
    sure = (
        "The chance that it is the highest is over 99%. About 10 more of each would probably settle it. A winner "
        "is named only from 20 messages each."
    )
    logged = "have a reply. Perhaps you log them when one comes, so their rate may be too high."
    assert told == [
        f"Leaning towards Referral 100% (range 76–100%, n = 12). {sure} 12 of 12 referrals {logged}",
        f"Leaning towards Referral 100% (range 72–100%, n = 10). {sure} 10 of 10 referrals {logged}",
        f"Leaning towards Referral 92% (range 65–99%, n = 12). {sure} 11 of 12 referrals {logged}",
        f"Leaning towards Referral 79% (range 57–91%, n = 19). {sure}",
    ]


@pytest.mark.parametrize("size", SIZES)
def test_the_command_line_and_the_report(
    size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, report = tmp_path / "log.csv", tmp_path / "report.html"
    log.write_bytes(write_log(*SIZES[size]))
    assert main(["ask", "response_by_channel", str(log)]) == 0
    [referral, board] = [
        line for line in capsys.readouterr().out.splitlines() if line.startswith(("ref", "job"))
    ]
    assert ("over 99%" in referral, "under 1%" in board) == (True, True)
    assert main(["report", str(log), "-o", str(report)]) == 0
    page = report.read_text()
    assert (">over 99%</td>" in page, ">under 1%</td>" in page) == (True, True)
    assert not CERTAIN.search(re.sub(r"<script.*?</script>|<[^>]+>", ". ", page, flags=re.DOTALL))
