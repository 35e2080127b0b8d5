"""Which column of a file means what, by itself and when the person says so."""

import pytest

from data.schema.mapping import CLEAN_COLUMNS, UnknownColumn, propose_mapping


def test_known_headers_mean_their_columns_and_the_rest_is_extra() -> None:
    mapping = propose_mapping(("Date sent", "Kanal", "Firma", "Mood"))
    assert mapping.meanings == {"Date sent": "sent_at", "Kanal": "channel", "Firma": "company", "Mood": None}


def test_what_the_person_says_wins() -> None:
    mapping = propose_mapping(("Date sent", "Mood"), {"mood": "channel", "Date sent": "extra"})
    assert mapping.meanings == {"Date sent": None, "Mood": "channel"}


def test_a_choice_takes_a_meaning_away_from_the_column_that_had_it() -> None:
    assert propose_mapping(("sent_at", "When"), {"When": "sent_at"}).meanings == {
        "sent_at": None,
        "When": "sent_at",
    }


def test_a_choice_of_what_is_not_there_says_what_is() -> None:
    with pytest.raises(UnknownColumn, match=r"no column “Mode”. It has: Mood"):
        propose_mapping(("Mood",), {"Mode": "channel"})
    with pytest.raises(UnknownColumn, match=r"A log has no column “feeling”"):
        propose_mapping(("Mood",), {"Mood": "feeling"})


def test_the_three_shapes_are_told_apart() -> None:
    formats = {
        "touch rows": ("sent_at", "channel", "status"),
        "wide rows": ("company", "Date applied", "Interview"),
        "event rows": ("date", "event", "company"),
    }
    assert {propose_mapping(header).format: header for header in formats.values()} == formats


def test_a_tracker_with_a_status_and_no_touches_is_wide() -> None:
    assert propose_mapping(("company", "status", "date")).format == "wide rows"


def test_a_status_beside_touches_is_the_outcome_of_each() -> None:
    assert propose_mapping(("sent_at", "channel", "status")).meanings["status"] == "outcome"


def test_repeated_and_missing_names_are_made_distinct() -> None:
    assert propose_mapping(("a", "a (3)", "a", "", " b ")).names == (
        "a",
        "a (3)",
        "a (3) (3)",
        "column 4",
        "b",
    )


def test_an_apostrophe_against_formulas_is_no_part_of_a_name() -> None:
    assert propose_mapping(("sent_at", "'=sum", "'tis")).names == ("sent_at", "=sum", "'tis")


def test_what_only_event_rows_use_is_extra_in_the_other_shapes() -> None:
    assert propose_mapping(("sent_at", "id", "label")).meanings == {
        "sent_at": "sent_at",
        "id": None,
        "label": None,
    }


def test_the_header_of_a_clean_log_means_itself_and_nothing_else() -> None:
    meanings = propose_mapping((*CLEAN_COLUMNS, "Date", "replied_at")).meanings
    assert meanings == {name: name for name in CLEAN_COLUMNS} | {"Date": None, "replied_at": None}
