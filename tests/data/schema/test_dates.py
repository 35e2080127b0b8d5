"""How dates are read: literal tables, evidence over a column, and every shape back and forth."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schema.dates import Moment, find_order, parse_moment, why_unreadable


def at(*parts: int) -> Moment:
    """Year, month, day; with an hour it is timed."""
    return Moment(datetime(*parts), timed=len(parts) > 3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-05", at(2026, 1, 5)),
        ("2026/1/5", at(2026, 1, 5)),
        ("20260105", at(2026, 1, 5)),
        ("2016-08-31T00:00:00Z", at(2016, 8, 31)),
        ("2026-01-12T09:14:05.120Z", at(2026, 1, 12, 9, 14, 5, 120_000)),
        ("2026-01-12 09:14", at(2026, 1, 12, 9, 14)),
        ("2026-02-09 10:01:00 UTC", at(2026, 2, 9, 10, 1)),
        ("2026-02-09T23:30:00+01:00", at(2026, 2, 9, 23, 30)),
        ("20260512T171000Z", at(2026, 5, 12, 17, 10)),
        ("08 Feb 2026", at(2026, 2, 8)),
        ("8-Feb-26", at(2026, 2, 8)),
        ("14-Nov-19", at(2019, 11, 14)),
        ("January 5, 2024", at(2024, 1, 5)),
        ("January 7, 2026 6:30 PM", at(2026, 1, 7, 18, 30)),
        ("January 12, 2026 9:00 AM (GMT+1)", at(2026, 1, 12, 9)),
        ("Jan 12, 2026", at(2026, 1, 12)),
        ("March 3rd, 2026", at(2026, 3, 3)),
        ("5th January 2026", at(2026, 1, 5)),
        ("Mon, Jan 5, 2026", at(2026, 1, 5)),
        ("5. März 2024, 14:30 Uhr", at(2024, 3, 5, 14, 30)),
        ("Mo, 05.01.2026", at(2026, 1, 5)),
        ("5 janvier 2024", at(2024, 1, 5)),
        ("1er août 2024 à 14h30", at(2024, 8, 1, 14, 30)),
        ("mar. 5 janvier 2024", at(2024, 1, 5)),
        ("5 de enero de 2024", at(2024, 1, 5)),
        ("12 de dic. de 2025 2:30 p. m.", at(2025, 12, 12, 14, 30)),
        ("5 de março de 2026 às 14:30", at(2026, 3, 5, 14, 30)),
        ("2026年1月5日", at(2026, 1, 5)),
        ("2026年1月5日 下午2:30", at(2026, 1, 5, 14, 30)),
        ("Fri, 04 Feb 2022 17:10:22 +0000 (UTC)", at(2022, 2, 4, 17, 10, 22)),
        ("Fri Feb 04 17:10:22 +0000 2022", at(2022, 2, 4, 17, 10, 22)),
        ("Tue Jan 13 2026 09:00:00 GMT+0100 (Central European Standard Time)", at(2026, 1, 13, 9)),
        ("05.01.2026", at(2026, 1, 5)),
        ("7.1.26", at(2026, 1, 7)),
        ("5. 1. 2026", at(2026, 1, 5)),
        ("13/1/2026", at(2026, 1, 13)),
        ("11/20/25, 8:15\u202fAM", at(2025, 11, 20, 8, 15)),
        ("5/5/2026", at(2026, 5, 5)),
    ],
)
def test_dates_that_need_no_order(text: str, moment: Moment) -> None:
    assert parse_moment(text) == moment
    assert why_unreadable(text) == ""


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("3/4/2026", at(2026, 4, 3), at(2026, 3, 4)),
        ("03-04-26", at(2026, 4, 3), at(2026, 3, 4)),
        ("3 4 2026", at(2026, 4, 3), at(2026, 3, 4)),
        ("1/12/2026 9:00am", at(2026, 12, 1, 9), at(2026, 1, 12, 9)),
        ("05/12/26,07:10:00 PM", at(2026, 12, 5, 19, 10), at(2026, 5, 12, 19, 10)),
        ("1/2/26 12:05 AM", at(2026, 2, 1, 0, 5), at(2026, 1, 2, 0, 5)),
        ("13/1/2026", at(2026, 1, 13), None),
    ],
)
def test_dates_in_an_order_that_is_given(text: str, day_first: Moment, month_first: Moment | None) -> None:
    assert (parse_moment(text, "dmy"), parse_moment(text, "mdy")) == (day_first, month_first)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3/4/2026", "day and month could be either way round"),
        ("31/4/2026", "that month has no day 31"),
        ("2026-13-01", "there is no month 13"),
        ("29 Feb 2025", "there is no 29th of February in 2025"),
        ("0206-01-05", "the year 206 is out of reach"),
        ("1-Jan-69", "the year 69 is out of reach"),
        ("2026-01-05 25:00", "there is no such time of day"),
        ("Feb 3", "the year is missing"),
        ("8-Jul", "the year is missing"),
        ("8/8/2019, 9/8/2019", "there are two dates in this cell; one is needed"),
        (
            "January 12, 2026 9:00 AM (GMT+1) → January 19, 2026",
            "this is a range of dates; one date is needed",
        ),
        ("10:00:00 AM", "this is a time of day without a date"),
        ("46027", "this is a plain number, and the other dates of its column are not"),
        ("8/82019 ", "this is not a date that can be read"),
        ("2?/05/2026", "this is not a date that can be read"),
        ("Total", "this is not a date that can be read"),
        ("soon", "this is not a date that can be read"),
        (" ", "the cell is empty"),
    ],
)
def test_why_a_text_is_no_date(text: str, why: str) -> None:
    assert parse_moment(text) is None
    assert why_unreadable(text) == why


def test_why_a_date_does_not_fit_the_order() -> None:
    assert why_unreadable("1/13/2026", "dmy") == "there is no month 13"
    assert why_unreadable("1/13/2026", "mdy") == ""


@pytest.mark.parametrize(
    ("texts", "order", "evidence"),
    [
        (["03/04/2026", "13/06/2026"], "dmy", "13/06/2026"),
        (["03/04/2026", "06/13/2026"], "mdy", "06/13/2026"),
        (["1/2/26, 11:05 PM", "1/29/26, 2:37 PM"], "mdy", "1/29/26, 2:37 PM"),
        (["05.01.2026", "7.1.26"], "dmy", "05.01.2026"),
        (["1.2.2026", "1.13.2026"], "mdy", "1.13.2026"),
        (["26-01-05", "26-01-31"], "ymd", "26-01-31"),
        (["5/5/2026"], "dmy", "5/5/2026"),
        (["46027", "46028.5", "46029,25"], "serial", "46027"),
        (["1767600000"], "epoch", "1767600000"),
        (["2026-01-05T10:00:00+01:00", "Jan 5, 2026"], None, None),
        (["no date", ""], None, None),
        ([], None, None),
    ],
)
def test_the_whole_column_is_the_evidence(texts: list[str], order: str | None, evidence: str | None) -> None:
    reading = find_order(texts)
    assert (reading.order, reading.evidence, reading.must_ask) == (order, evidence, False)


def test_a_column_that_fits_two_orders_has_to_be_asked_about() -> None:
    reading = find_order(["05/05/2026", "03/04/2026", "12/11/2026"])
    assert (reading.order, reading.ambiguous, reading.evidence) == (None, True, "03/04/2026")
    assert reading.both("03/04/2026") == (at(2026, 4, 3), at(2026, 3, 4))


def test_a_short_year_that_may_come_first_has_to_be_asked_about() -> None:
    reading = find_order(["26-01-05", "26-01-06", "26-02-12"])
    assert (reading.ambiguous, reading.orders) == (True, ("dmy", "ymd"))
    assert reading.both("26-01-05") == (at(2005, 1, 26), at(2026, 1, 5))


def test_values_that_prove_different_orders_are_a_conflict() -> None:
    reading = find_order(["1/2/2026", "13/1/2026", "1/13/2026"])
    assert (reading.order, reading.conflict, reading.must_ask) == (None, True, True)
    assert (reading.evidence, reading.against) == ("13/1/2026", "1/13/2026")


def test_a_number_among_dates_is_no_serial_number() -> None:
    reading = find_order(["46027", "13/1/2026", "n/a?"])
    assert (reading.order, reading.unreadable) == ("dmy", ("46027", "n/a?"))


def test_serial_numbers_count_days_as_excel_does() -> None:
    assert parse_moment("46027", "serial") == at(2026, 1, 5)
    assert parse_moment("46027.604166667", "serial") == at(2026, 1, 5, 14, 30)
    assert (
        why_unreadable("5/1/2026", "serial")
        == "the other dates of this column are plain numbers, this is not"
    )


def test_unix_time_is_read_in_seconds_and_milliseconds() -> None:
    assert (
        parse_moment("1767600000", "epoch") == parse_moment("1767600000000", "epoch") == at(2026, 1, 5, 8, 0)
    )


def test_a_short_year_lies_in_this_century_up_to_next_year() -> None:
    next_year = date.today().year + 1
    assert parse_moment(f"1-Jan-{next_year % 100}") == at(next_year, 1, 1)
    assert parse_moment("1-Jan-99") == at(1999, 1, 1)
    assert parse_moment("1-Jan-69") is None


SHAPES = {
    "dmy": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y"),
    "ymd": ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"),
    None: ("%d %b %Y", "%B %d, %Y", "%d-%b-%Y", "%a, %d %b %Y", "%Y-%b-%d", "%A, %B %d, %Y", "%d. %B %Y"),
}
CLOCKS = ("", " %H:%M", ", %I:%M %p", " %I:%M%p", " %H:%M:%S", " %H:%M:%S +0100", " %H:%M:%S UTC", " %Hh%M")
WRITTEN = [(order, shape) for order, shapes in SHAPES.items() for shape in shapes]


@pytest.mark.parametrize(("order", "shape"), WRITTEN)
@pytest.mark.parametrize("clock", CLOCKS)
@given(moment=st.datetimes(datetime(1971, 1, 1), datetime(2099, 12, 31)))
def test_a_date_in_any_shape_comes_back(order: str | None, shape: str, clock: str, moment: datetime) -> None:
    kept = moment.replace(microsecond=0, second=moment.second if "%S" in clock else 0)
    kept = kept if clock else datetime.combine(kept, time())
    assert parse_moment(kept.strftime(shape + clock), order) == Moment(kept, timed=kept.time() != time())


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2026, 12, 31)), min_size=1),
    st.sampled_from([("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y")]),
)
def test_an_order_is_proven_or_asked_about_and_never_wrong(
    days: list[date], written: tuple[str, str]
) -> None:
    order, shape = written
    texts = [day.strftime(shape) for day in days]
    reading = find_order(texts)
    read = [parse_moment(text, order if reading.must_ask else reading.order) for text in texts]
    assert read == [Moment(datetime.combine(day, time()), timed=False) for day in days]
    assert reading.conflict is False


@pytest.mark.parametrize(
    "text", ["x" * 300_000, "," * 300_000 + "x", "1:00" + " gmt" * 60 + "!", "1:00" + " zest" * 60 + "!"]
)
def test_no_text_takes_more_time_than_its_letters(text: str) -> None:
    assert why_unreadable(text) == "this is not a date that can be read"


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    assert (parse_moment(text) is None) == bool(why_unreadable(text))
    assert find_order([text]).conflict is False


NUMBERS = st.integers(1, 31)


@given(
    st.lists(st.builds("{0:02}{1}{2:02}{1}{3:02}".format, NUMBERS, st.sampled_from("/-."), NUMBERS, NUMBERS))
)
def test_a_question_always_has_two_answers(texts: list[str]) -> None:
    reading = find_order(texts)
    assert reading.must_ask == (len(reading.orders) > 1)
    assert not (reading.must_ask and reading.order)


def test_a_short_year_that_must_come_first_beside_one_that_cannot_is_a_conflict() -> None:
    reading = find_order(["26-01-31", "5/6/26"])
    assert (reading.orders, reading.evidence, reading.against) == (
        ("dmy", "mdy", "ymd"),
        "26-01-31",
        "5/6/26",
    )


def test_dates_with_dots_say_nothing_about_dates_with_slashes() -> None:
    reading = find_order(["3/4/26", "4/5/26", "13.4.2026"])
    assert (reading.must_ask, reading.orders) == (True, ("dmy", "mdy"))
    assert [reading.read(text, "mdy") for text in ("3/4/26", "13.4.2026")] == [
        Moment(datetime(2026, 3, 4), False),
        Moment(datetime(2026, 4, 13), False),
    ]
