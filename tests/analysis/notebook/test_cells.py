"""The notebook as data: edits leave the old one alone, and what has to run again is known."""

import pytest

from analysis.notebook.document import cells as notebook
from analysis.notebook.document import notebook_json
from analysis.notebook.document.cells import QUESTION, SQL, TEXT, Cell, Notebook
from analysis.notebook.document.chart import Chart
from analysis.notebook.document.dependencies import (
    find_users,
    find_uses,
    fingerprint_cells,
    list_cells_to_run,
)
from analysis.notebook.document.notebook_json import UnreadableNotebook
from analysis.notebook.sandbox.cell_errors import CellError

SENT = Cell("a", SQL, "sent", "select channel, count(*) as n from touches group by all")
NOTE = Cell("b", TEXT, content="What I think of sent")
MOST = Cell("c", SQL, "most", "select max(n) as n from sent")
BEST = Cell("d", SQL, "best", "select * from Sent where n = (select n from most)")
ALONE = Cell("e", SQL, "alone", "select 'sent' as word -- not sent\n/* nor most */")
ALL: Notebook = (SENT, NOTE, MOST, BEST, ALONE)
PLAIN = notebook_json.to_json(
    (Cell("a", QUESTION, "sent", "journey", {"within": 30}, {"since": "2026-03-02"}),)
)[0]


def ids(cells: Notebook) -> str:
    return "".join(cell.id for cell in cells)


def done(cells: Notebook, log: str = "log") -> dict[str, str]:
    """Every result is there."""
    return {cell: mark for cell, mark in fingerprint_cells(cells, log).items() if cell != "b"}


def test_a_cell_is_added_at_the_end_or_below_another() -> None:
    new = Cell("x", TEXT)
    assert ids(notebook.add(ALL, new)) == "abcdex"
    assert ids(notebook.add(ALL, new, after="b")) == "abxcde"


@pytest.mark.parametrize(("by", "order"), [(1, "acbde"), (-1, "bacde"), (-9, "bacde"), (9, "acdeb")])
def test_a_cell_is_moved_as_far_as_there_is_room(by: int, order: str) -> None:
    assert ids(notebook.move(ALL, "b", by)) == order


def test_a_copy_stands_below_and_has_a_name_of_its_own() -> None:
    copied = notebook.add(ALL, notebook.copy(SENT), after="a")
    assert [cell.name for cell in copied] == ["sent", "sent_2", "", "most", "best", "alone"]
    assert len({cell.id for cell in copied}) == 6


def test_an_edit_leaves_the_notebook_it_was_given_alone() -> None:
    before = tuple(ALL)
    notebook.delete(notebook.change(notebook.rename(ALL, "a", "sends"), "c", content="select 1"), "b")
    assert before == ALL


def test_a_name_is_found_for_a_result_without_one() -> None:
    cells = notebook.add(notebook.add((), notebook.create(SQL)), notebook.create(SQL))
    assert [cell.name for cell in cells] == ["result", "result_2"]
    assert notebook.free_name((), "channel") == "channel_2"


def test_a_new_name_is_written_into_the_sql_below() -> None:
    renamed = notebook.rename(ALL, "a", "Counted")
    assert renamed[2].content == "select max(n) as n from counted"
    assert renamed[3].content == "select * from counted where n = (select n from most)"
    assert renamed[4].content == ALONE.content


@pytest.mark.parametrize("name", ["", "2nd", "a b", "x" * 41, "select", "touches", "channel", "most", "ä"])
def test_a_name_that_sql_could_not_use_is_refused(name: str) -> None:
    with pytest.raises(CellError, match=r"name|means|called"):
        notebook.rename(ALL, "a", name)


def test_a_notebook_has_an_end() -> None:
    full = tuple(Cell(str(number), TEXT) for number in range(notebook.MOST_CELLS))
    with pytest.raises(CellError, match="This notebook is full"):
        notebook.add(full, Cell("x", TEXT))


def test_sql_uses_the_results_above_that_it_names() -> None:
    assert find_uses(ALL) == {"a": (), "b": (), "c": ("a",), "d": ("a", "c"), "e": ()}
    assert find_uses(notebook.move(ALL, "a", 9))["c"] == ()


def test_a_name_in_quotes_is_a_name() -> None:
    assert find_uses((SENT, Cell("x", SQL, "x", 'from "sent"')))["x"] == ("a",)


def test_users_are_found_through_others() -> None:
    assert find_users(ALL, "a") == {"c", "d"}
    assert find_users(ALL, "b") == frozenset()


def test_nothing_runs_again_where_nothing_changed() -> None:
    shown = notebook.change(notebook.change(ALL, "a", chart=Chart("bar")), "b", content="Other words")
    assert list_cells_to_run(shown, fingerprint_cells(shown, "log"), done(ALL), ()) == []


def test_a_change_runs_its_cell_and_those_that_use_it() -> None:
    changed = notebook.change(ALL, "c", content="select min(n) as n from sent")
    assert list_cells_to_run(changed, fingerprint_cells(changed, "log"), done(ALL), ()) == ["c", "d"]


def test_a_move_above_what_is_used_runs_again() -> None:
    moved = notebook.move(ALL, "c", -2)
    assert list_cells_to_run(moved, fingerprint_cells(moved, "log"), done(ALL), ()) == ["c", "d"]


def test_another_log_runs_everything_again() -> None:
    assert list_cells_to_run(ALL, fingerprint_cells(ALL, "another"), done(ALL), ()) == ["a", "c", "d", "e"]


def test_nothing_that_was_never_run_runs_by_itself() -> None:
    assert list_cells_to_run(ALL, fingerprint_cells(ALL, "log"), {}, ()) == []


def test_what_a_cell_uses_runs_before_it() -> None:
    assert list_cells_to_run(ALL, fingerprint_cells(ALL, "log"), {}, {"d"}) == ["a", "c", "d"]


def test_a_notebook_survives_json() -> None:
    cells = (*ALL, Cell("f", QUESTION, "how", "journey", {"by": None}, {"channels": ["email"]}, None, True))
    charted = notebook.change(cells, "a", chart=Chart("bar", "channel", "n"))
    assert notebook_json.from_json(notebook_json.to_json(charted)) == charted


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "python"},
        {"kind": ["sql"]},
        {"id": "../x"},
        {"name": "drop table"},
        {"name": ""},
        {"content": "x" * 20_001},
        {"content": None},
        {"parameters": {"within": [1]}},
        {"parameters": {str(number): 1 for number in range(61)}},
        {"filters": {"since": "soon"}},
        {"filters": {"cells": "x"}},
        {"filters": {"channels": "email"}},
        {"chart": {"kind": "pie", "x": None, "y": None, "colour": None}},
        {"chart": "bar"},
        {"collapsed": "no"},
    ],
    ids=str,
)
def test_a_part_that_no_cell_has_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UnreadableNotebook, match="Cell 1 of this notebook can't be read"):
        notebook_json.from_json([PLAIN | wrong])


@pytest.mark.parametrize("wrong", [[None], [7], [{}], [[]], [PLAIN] * 2, [PLAIN] * 101], ids=len)
def test_what_is_no_notebook_is_refused(wrong: list[object]) -> None:
    with pytest.raises(UnreadableNotebook):
        notebook_json.from_json(wrong)
