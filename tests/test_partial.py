"""Cells with more than one date, and dates without a year."""

import pytest

from data.meaning.partial import first_of, with_year, years_of


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("8/8/2019, 9/8/2019", "8/8/2019"),
        ("10-Jul-2026, 12-Jul-2026", "10-Jul-2026"),
        ("January 12, 2026 9:00 AM (GMT+1) → January 19, 2026", "January 12, 2026 9:00 AM (GMT+1)"),
        ("2026-03-01 and 2026-03-04", "2026-03-01"),
        ("called 2026-03-01, again 2026-03-04", "2026-03-01"),
        ("8-Jul, 15-Jul", "8-Jul"),
        ("January 12, 2026", "January 12, 2026"),
        ("soon", "soon"),
    ],
)
def test_of_several_dates_the_first_is_taken(text: str, first: str) -> None:
    assert first_of(text) == first


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("8-Jul", "8-Jul-2026"),
        ("Jul 8", "Jul 8 2026"),
        ("5.1.", "5.1.2026"),
        ("1/5", "1/5/2026"),
        ("7月8日", "2026年7月8日"),
    ],
)
def test_a_year_is_added_in_the_manner_of_the_text(text: str, whole: str) -> None:
    assert with_year(text, 2026) == whole


def test_the_year_is_that_which_brings_a_date_nearest_to_the_next_dated_row() -> None:
    rows = [(2, "12/28/2025"), (3, "1/5"), (9, "11/30"), (10, "12/1/2026")]
    assert years_of(rows) == {"1/5": 2026, "11/30": 2026}


def test_where_no_row_has_a_year_none_is_known() -> None:
    assert years_of([(2, "8-Jul"), (3, "9-Aug")]) == {"8-Jul": None, "9-Aug": None}
