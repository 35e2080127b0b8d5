"""Response rates by channel."""

from datetime import date

import pytest

from analysis.ask import ask
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.analysis.questions.small_search import answered


def test_response_by_channel_has_one_row_for_each_channel() -> None:
    keys = ("name", "n", "replies", "positive", "rejections")
    assert sorted(tuple(row[key] for key in keys) for row in answered("response_by_channel")) == [
        ("email", 2, 1, 1, 0),
        ("website", 2, 2, 1, 1),
    ]


SPELT = b"""sent_at,channel,company,Mood,replied
2026-03-01,email,Google,No ,yes
2026-03-02,email,google,no,no
2026-03-03,email,Google,No,no
2026-03-04,email,Beta,yes,no
2026-03-04,email,Beta ,Yes  sir,no
2026-03-04,email,BETA,yes sir,no
2026-03-05,email,BETA,yes sir,no
"""


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("company", [("Beta", 4, 0), ("Google", 3, 1)]),
        ("Mood", [("No", 3, 1), ("yes", 1, 0), ("yes sir", 3, 0)]),
    ],
)
def test_case_and_spaces_make_no_group_of_their_own(by: str, groups: list[tuple[str, int, int]]) -> None:
    log = import_log(Upload(SPELT, "log.csv")).measure(today=date(2026, 11, 30))
    rows = ask(log, "response_by_channel", by=by, basis="so far").rows
    assert sorted((row["name"], row["n"], row["replies"]) for row in rows) == groups


def test_nor_a_part_of_a_group() -> None:
    log = import_log(Upload(SPELT, "log.csv")).measure(today=date(2026, 11, 30))
    rows = ask(log, "response_by_strategy", by="channel", split="Mood", basis="so far").rows
    assert sorted((row["stage"], row["n"]) for row in rows) == [("No", 3), ("yes", 1), ("yes sir", 3)]
