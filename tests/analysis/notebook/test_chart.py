"""Results as charts: which columns go where, and what is drawn."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from analysis.notebook.document import chart
from analysis.notebook.document.chart import Chart
from analysis.notebook.document.result_rows import make_displayable, make_names_unique, to_json
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.worker import Worker

DAYS = [date(2026, 3, 9), date(2026, 3, 2)]
SENT = pa.table({"channel": ["email", "letter"], "day": DAYS, "n": [3, 5], "rate": [0.5, 0.2]})
MOVES = pa.table({"source": ["applied", "applied"], "target": ["offer", "none"], "n": [1, 4]})


def drawn(rows: pa.Table, kind: str, **roles: str) -> dict[str, Any]:
    found: dict[str, Any] = chart.draw_chart(rows, Chart(kind, **roles)).to_dict()
    return found


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("bar", ("day", "n", None)),
        ("line", ("day", "n", None)),
        ("point", ("day", "n", None)),
        ("heatmap", ("channel", "day", "n")),
    ],
)
def test_columns_go_where_they_fit(kind: str, roles: Sequence[str | None]) -> None:
    found = chart.assign_columns(Chart(kind), SENT)
    assert (found.x, found.y, found.colour) == tuple(roles)


def test_the_persons_choice_counts() -> None:
    assert chart.assign_columns(Chart("bar", "channel", "rate"), SENT) == Chart("bar", "channel", "rate")
    assert chart.assign_columns(Chart("point", y="n"), SENT.drop_columns(["day"])) == Chart(
        "point", "rate", "n"
    )


def test_a_column_that_is_gone_gives_way() -> None:
    assert chart.assign_columns(Chart("line", "week", "sent", "role"), SENT) == Chart("line", "day", "n")


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (SENT, ["bar", "line", "point", "heatmap"]),
        (MOVES, ["bar", "line", "heatmap", "sankey"]),
        (pa.table({"n": [3]}), ["number"]),
        (pa.table({"n": [3, 4]}), []),
        (pa.table({"channel": ["email"]}), []),
        (SENT.slice(0, 0), []),
    ],
)
def test_only_charts_that_these_rows_make_are_offered(rows: pa.Table, kinds: list[str]) -> None:
    assert chart.possible_kinds(rows) == kinds


def test_named_bars_lie_under_one_another_in_the_order_of_the_rows() -> None:
    [bars] = drawn(SENT, "bar", x="channel")["data"]
    assert (bars["orientation"], bars["x"], bars["y"]) == ("h", [3, 5], [0, 1])
    assert drawn(SENT, "bar", x="channel")["layout"]["yaxis"]["ticktext"] == ["E-mail", "Letter"]


def test_a_line_goes_forward_in_time() -> None:
    [line] = drawn(SENT, "line")["data"]
    assert (line["x"], line["y"]) == (["2026-03-02", "2026-03-09"], [5, 3])


def test_each_colour_is_a_group_and_the_rare_ones_are_one() -> None:
    rows = pa.table({"day": [*range(9)], "n": [*range(9)], "who": [*"aabcdefgh"]})
    groups = drawn(rows, "point", x="day", y="n", colour="who")["data"]
    assert [group["name"] for group in groups] == [*"abcdef", "All others"]
    assert groups[0]["x"] == [0, 1]


def test_a_heatmap_has_one_field_a_row() -> None:
    rows = pa.table({"a": ["x", "y", "x"], "b": [1, 1, 2], "n": [5, 6, 7]})
    [map_] = drawn(rows, "heatmap", x="a", y="b", colour="n")["data"]
    assert map_["z"] == [[5, 6], [7, None]]


def test_two_rows_for_one_field_are_not_added_up_in_silence() -> None:
    with pytest.raises(CellError, match="group by both"):
        chart.draw_chart(pa.table({"a": ["x", "x"], "b": ["y", "y"], "n": [5, 6]}), Chart("heatmap"))


def test_moves_are_a_sankey() -> None:
    [sankey] = drawn(MOVES, "sankey")["data"]
    assert sankey["node"]["label"] == ["Applied", "Offer", "none"]
    assert sankey["link"] | {"color": ""} == {
        "source": [0, 0],
        "target": [1, 2],
        "value": [1, 4],
        "color": "",
    }


def test_one_row_is_a_number() -> None:
    assert drawn(pa.table({"n": [42]}), "number")["data"][0]["value"] == 42
    with pytest.raises(CellError, match="A number is one row"):
        chart.draw_chart(MOVES, Chart("number"))


def test_what_is_missing_is_said() -> None:
    with pytest.raises(CellError, match="It has no column for “From”"):
        chart.draw_chart(pa.table({"n": [3, 4]}), Chart("sankey"))


def test_only_as_many_marks_are_drawn_as_can_be_told_apart() -> None:
    many = pa.table({"n": [*range(2000)], "m": [*range(2000)], "name": [str(each) for each in range(2000)]})
    assert chart.limit_rows(many, Chart("point")).num_rows == 1_000
    assert chart.limit_rows(many, Chart("bar", "name")).num_rows == 60


def test_names_in_a_chart_are_texts() -> None:
    rows = pa.table({"<b>who</b>": ["<img src=x onerror=alert(1)>", None, "yes"], "n": [1, 2, 3]})
    layout = drawn(rows, "bar")["layout"]
    assert layout["yaxis"]["ticktext"] == ["&lt;img src=x onerror=alert(1)&gt;", "Not recorded", "yes"]
    assert "<b>" not in str(layout)


def test_columns_of_one_name_are_told_apart() -> None:
    rows = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], names=["a", "a", "A"])
    assert make_names_unique(rows).column_names == ["a", "a_1", "A_2"]


@pytest.mark.parametrize(
    ("sql", "shown"),
    [
        ("interval '1 year 2 months 3 days 04:05:06'", "1 year 2 months 3 days 04:05:06"),
        ("interval '-14 months -3 days'", "-1 year -2 months -3 days"),
        ("interval '30:00:01.5'", "30:00:01.5"),
        ("interval 0 days", "00:00:00"),
        ("'\\x0A'::blob", "0a"),
        ("null::interval", None),
    ],
)
def test_every_type_can_be_read(worker: Worker, sql: str, shown: str | None) -> None:
    rows = worker.run(f"select {sql} as it").table
    assert to_json(make_displayable(rows)) == [{"it": shown}]


def test_plain_rows_hold_what_json_can(worker: Worker) -> None:
    rows = worker.run(
        "select 1.5::decimal(4, 2) d, 'nan'::double x, map {'a': 1} m, [today() - today()] l"
    ).table
    assert to_json(rows) == [{"d": 1.5, "x": None, "m": {"a": 1}, "l": [0]}]
