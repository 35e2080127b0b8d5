"""Response rates by channel."""

from datetime import date

import pytest

from analysis.answer import Answer
from analysis.ask import UnknownParameter, ask
from analysis.drilldown import drill_down, is_clickable, list_marks
from analysis.filters import Filters
from data.imports.choices import Choices
from data.imports.log import MeasuredLog, import_log
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


OWN_WORDS = b"""sent_at,Source,company,replied_at
2026-03-01,LinkedIn Easy Apply,A,2026-03-05
2026-03-02,Indeed,B,
2026-03-03,indeed ,C,2026-03-09
2026-03-04,Indeed,D,
2026-03-05,E-mail,E,2026-03-06
2026-03-06,email,F,
2026-03-07,Email,G,
2026-03-08,LinkedIn,H,
2026-03-09,LinkedIn DM,I,2026-03-10
2026-03-10,,J,
2026-09-10,Post,K,
"""
OPENED = [
    ("email", 3, 1),
    ("job_board, Indeed", 3, 1),
    ("job_board, LinkedIn Easy Apply", 1, 1),
    ("letter", 1, 0),
    ("linkedin, LinkedIn DM", 1, 1),
    ("linkedin, linkedin", 1, 0),
    ("unknown", 1, 0),
]


def measured(text: bytes) -> MeasuredLog:
    return import_log(Upload(text, "log.csv")).measure(today=date(2026, 11, 30))


def counted(answer: Answer) -> list[tuple[str, int, int]]:
    return sorted((row["name"], row["n"], row["replies"]) for row in answer.rows)


def test_a_channel_opens_into_ones_own_words_unless_there_is_one() -> None:
    log = measured(OWN_WORDS)
    assert counted(ask(log, "response_by_channel", split="source")) == OPENED
    assert counted(ask(log, "response_by_channel")) == [
        *[("email", 3, 1), ("job_board", 4, 2), ("letter", 1, 0), ("linkedin", 2, 1), ("unknown", 1, 0)]
    ]


def test_filters_choose_which_words_there_are() -> None:
    later = Filters(since=date(2026, 3, 2))
    assert counted(ask(measured(OWN_WORDS), "response_by_channel", later, split="source")) == [
        *[("email", 3, 1), ("job_board", 3, 1), *OPENED[3:]]
    ]


def test_own_words_can_be_counted_where_nobody_noted_who_answered() -> None:
    silent = b"\n".join(line.rpartition(b",")[0] for line in OWN_WORDS.splitlines())
    rows = ask(measured(silent), "response_by_channel", split="source").rows
    assert sorted((row["name"], row["n"], row["rate"]) for row in rows) == [
        (name, n, None) for name, n, _ in OPENED
    ]


def test_behind_a_word_are_its_rows() -> None:
    log = measured(OWN_WORDS)
    answer = ask(log, "response_by_channel", split="source")
    found = {mark.key["name"]: drill_down(log, answer, mark) for mark in list_marks(answer)}
    assert {name: rows.counted for name, rows in found.items()} == {name: n for name, n, _ in OPENED}
    assert [row["line"] for row in found["job_board, Indeed"].counted_rows] == [3, 4, 5]
    assert not is_clickable(answer)  # no filter can say it


def test_a_column_called_source_is_one_of_its_own_beside_a_channel() -> None:
    text = b"sent_at,channel,source\n2026-03-01,letter,Rome\n2026-03-02,Gmail,Oslo\n2026-03-03,email,Oslo\n"
    log = import_log(Upload(text, "log.csv", Choices({"source": "extra"}))).measure(today=date(2026, 11, 30))
    rows = ask(log, "response_by_channel", by="source").rows
    assert sorted((row["name"], row["n"]) for row in rows) == [("Oslo", 2), ("Rome", 1)]
    words = ask(log, "response_by_channel", split="source").rows
    assert sorted((row["name"], row["n"]) for row in words) == [
        *[("email, Gmail", 1), ("email, email", 1), ("letter", 1)]
    ]


def test_a_word_of_ones_own_never_renames_a_channel() -> None:
    words = Choices(words={("channel", "LinkedIn"): "job_board"})
    text = b"sent_at,channel\n2026-03-01,LinkedIn\n2026-03-02,LinkedIn\n2026-03-03,Indeed\n2026-03-04,LinkedIn DM\n"
    log = import_log(Upload(text, "log.csv", words)).measure(today=date(2026, 11, 30))
    rows = ask(log, "response_by_channel", split="source").rows
    assert sorted((row["name"], row["n"]) for row in rows) == [
        *[("job_board, Indeed", 1), ("job_board, LinkedIn", 2), ("linkedin", 1)]
    ]


def test_too_many_words_are_no_answer() -> None:
    rows = "".join(f"2026-03-01,Board number {number},A{number}\n" for number in range(60))
    log = measured(f"sent_at,channel,company\n{rows}".encode())
    assert [row["n"] for row in ask(log, "response_by_channel").rows] == [60]
    with pytest.raises(UnknownParameter, match="60 different words for its channels"):
        ask(log, "response_by_channel", split="source")
