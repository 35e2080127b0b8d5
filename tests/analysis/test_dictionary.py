"""The dictionary: made from the catalogue, complete, searchable, and true of what is left out."""

from datetime import date
from functools import cache

import pytest

from analysis import dictionary
from analysis.ask import ask
from analysis.questions import QUESTIONS
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.paths import JOB_SEEKER

AWKWARD = """sent_at,channel,strategy,stage,company,contact,replied,replied_at,outcome,outcome_at
,email,introduction,prospect,Kites,Ada,,,,
2026-03-02,email,application,applied,Looms,Ben,,2026-03-01,,
2026-03-02,email,thank_you,interview,Looms,Ben,yes,,interview,2026-03-02
2026-05-30,letter,other,prospect,Mills,Cid,yes,,,
2026-06-20,email,news,prospect,Mills,Cid,,,,
2026-03-02,email,,,Nails,,,,offer,
"""


@cache
def measured(content: bytes) -> MeasuredLog:
    return import_log(Upload(content, "log.csv")).measure(today=date(2026, 7, 1), as_of=date(2026, 6, 10))


def test_every_column_of_every_question_is_explained() -> None:
    explained = {(entry.key, metric.column) for entry in dictionary.entries() for metric in entry.metrics}
    assert explained == {(key, name) for key, question in QUESTIONS.items() for name in question.columns}


def test_every_share_says_what_it_is_a_share_of_and_every_formula_is_of_a_column() -> None:
    assert all(entry.out_of for entry in dictionary.entries())
    assert all(set(question.formulas) <= set(question.columns) for question in QUESTIONS.values())


@pytest.mark.parametrize("key", QUESTIONS)
@pytest.mark.parametrize("content", [JOB_SEEKER.read_bytes(), AWKWARD.encode()], ids=["sample", "awkward"])
def test_nothing_is_left_out_for_a_reason_that_the_dictionary_does_not_name(key: str, content: bytes) -> None:
    assert set(ask(measured(content), key).held_out) <= set(QUESTIONS[key].left_out)


def test_a_search_finds_what_holds_all_of_its_words() -> None:
    found = dictionary.find_entries(dictionary.entries(), "Kaplan SILENCE")
    assert [entry.key for entry in found] == ["follow_up"]


def test_a_document_holds_definition_formula_exclusions_and_sql() -> None:
    [entry] = dictionary.find_entries(dictionary.entries(), "hazard")
    text = dictionary.markdown([entry])
    assert (
        "| Answered | `hazard` | share of them that answered it in time, if no other message followed | 1 − ∏"
        in text
    )
    assert "Left out: after the data date; not delivered; " in text
    assert "```sql\n-- Do second and third messages get answers?\n" in text


def test_a_count_is_said_to_be_one() -> None:
    said = {entry.key: entry.denominator for entry in dictionary.entries()}
    assert said["weekly_activity"] == "These are counts of touches with a date."
    assert said["personalised"].startswith("Out of ")
