"""Cells with more than one date, and dates without a year."""

import pytest

from data.schema.partial_dates import first_of, turns_of, with_year, years_of


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
    assert years_of({"sent_at": rows}) == {("sent_at", "1/5"): 2026, ("sent_at", "11/30"): 2026}


def test_the_date_of_another_column_in_the_same_row_is_the_nearest() -> None:
    columns = {
        "sent_at": [(2, "28 Dec"), (3, "29 Dec")],
        "replied_at": [(2, "2 Jan 2025"), (3, "5 Jan 2026")],
    }
    assert years_of(columns) == {("sent_at", "28 Dec"): 2024, ("sent_at", "29 Dec"): 2025}


def test_where_no_row_has_a_year_none_is_known() -> None:
    assert years_of({"at": [(2, "8-Jul"), (3, "9-Aug")]}) == {("at", "8-Jul"): None, ("at", "9-Aug"): None}


@pytest.mark.parametrize(
    ("texts", "turns"),
    [
        (["3 Nov", "15 Dec", "4 Jan", "9 Jun"], [-1, -1, 0, 0]),
        (["9 Jun", "4 Jan", "15 Dec", "3 Nov"], [0, 0, -1, -1]),
        (["1 Feb", "1 Jun", "1 Oct", "2 Feb", "2 Jun", "2 Oct", "3 Jan"], [-2, -2, -2, -1, -1, -1, 0]),
        (["3 Mar", "29 Feb", "4 Mar"], [0, 0, 0]),
        (["4 Jan", "3 Nov", "15 Feb", "9 Dec"], [0, 0, 0, 0]),
        (["soon"], []),
    ],
)
def test_rows_in_order_go_from_december_to_january_or_back(texts: list[str], turns: list[int]) -> None:
    assert [*turns_of([*enumerate(texts)]).values()] == turns
