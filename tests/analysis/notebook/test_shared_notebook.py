"""A notebook in a share: its results made from the log as it leaves, its SQL never, and no name in a coded one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from analysis.ask import ask
from analysis.filters import Filters
from analysis.notebook.document import shared_notebook
from analysis.notebook.document.cells import QUESTION, SQL, TEXT, Cell, Notebook
from analysis.notebook.document.chart import Chart, draw_chart
from analysis.notebook.document.shared_notebook import SharedCell, Unshareable
from analysis.privacy import redaction
from analysis.share_snapshot import CODED, FULL, Unpublishable, UnreadableSnapshot, pack, unpack
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests import canaries

TODAY = date(2026, 11, 1)
SENT = Cell(
    "s",
    SQL,
    "sent",
    "select date_trunc('week', sent_on)::date as week, company, count(*) as n, null as nothing, "
    "[1] as list, true as yes from touches group by all order by week, company",
    chart=Chart("bar", "week", "n"),
)
CELLS: Notebook = (
    Cell("t", TEXT, content="What **I** see"),
    SENT,
    Cell("q", QUESTION, "paths", "response_by_channel"),
)


@pytest.fixture(scope="module")
def coded(log: MeasuredLog, of_log: object) -> tuple[str, MeasuredLog]:  # noqa: ARG001
    """The sample log as a coded share holds it, as text and measured."""
    written = redaction.write_coded_log(log, Filters())
    leaves = import_log(Upload(written.encode(), "shared.csv", redaction.choices_for(written)))
    return written, leaves.measure(today=TODAY, as_of=redaction.monday_of(log.as_of))


@pytest.fixture(scope="module")
def notebook(coded: tuple[str, MeasuredLog]) -> tuple[SharedCell, ...]:
    return shared_notebook.make_shared(CELLS, coded[1])


def packed(log: MeasuredLog, notebook: tuple[SharedCell, ...], level: str) -> bytes:
    return pack([ask(log, "summary")], published_on=TODAY, level=level, notebook=notebook)


def table(*texts: str, name: str = "found") -> SharedCell:
    return SharedCell(SQL, "sent", rows=pa.table({name: [*texts]}))


def test_results_come_from_the_log_as_it_leaves(notebook: tuple[SharedCell, ...]) -> None:
    rows = notebook[1].rows
    assert rows is not None
    assert {name[:8] for name in rows["company"].to_pylist()} == {"Company "}
    assert {day.weekday() for day in rows["week"].to_pylist() if day} == {0}


def test_a_notebook_comes_back_as_it_left(log: MeasuredLog, notebook: tuple[SharedCell, ...]) -> None:
    found = unpack(packed(log, notebook, CODED)).notebook
    assert [(cell.kind, cell.name, cell.text, cell.chart) for cell in found] == [
        (TEXT, "", "What **I** see", None),
        (SQL, "sent", "", Chart("bar", "week", "n")),
        (QUESTION, "paths", "", None),
    ]
    answer, before = found[2].answer, notebook[2].answer
    assert answer is not None
    assert before is not None
    assert (answer.rows, answer.verdict, answer.counts) == (before.rows, before.verdict, [])


@pytest.mark.parametrize(
    ("sql", "coded_share", "without"),
    [
        ("select message, role, 'notes' from touches", False, ("message",)),
        ("select message, role, 'notes' from touches", True, ("message", "role")),
        ("select extra['Source'] from touches", False, ("extra",)),
        ("select channel, source from touches", False, ("source",)),
    ],
)
def test_a_result_says_what_it_reads_and_did_not_leave(
    coded: tuple[str, MeasuredLog], sql: str, coded_share: bool, without: tuple[str, ...]
) -> None:
    gone = redaction.list_withheld_columns(coded=coded_share, extra=False)
    [found] = shared_notebook.make_shared((Cell("s", SQL, "sent", sql),), coded[1], gone)
    assert found.withheld == without
    assert shared_notebook.from_json(shared_notebook.to_json([found]))[0].withheld == without


def test_a_chart_is_the_same_after_it_was_shared(log: MeasuredLog, notebook: tuple[SharedCell, ...]) -> None:
    found = unpack(packed(log, notebook, CODED)).notebook[1]
    assert found.chart is not None
    assert draw_chart(found.rows, found.chart) == draw_chart(notebook[1].rows, found.chart)


def test_a_chart_names_no_column_that_its_result_does_not_have(coded: tuple[str, MeasuredLog]) -> None:
    edited = replace(SENT, chart=Chart("line", x="Wayne Enterprises", y="n"))
    [shared] = shared_notebook.make_shared((edited,), coded[1])
    assert shared.chart == Chart("line", y="n")


def test_no_sql_and_no_count_is_in_the_bytes(log: MeasuredLog, notebook: tuple[SharedCell, ...]) -> None:
    content = packed(log, notebook, CODED)
    assert b"date_trunc" not in content
    assert b'"counts"' not in content


def test_a_share_of_numbers_holds_no_notebook(log: MeasuredLog, notebook: tuple[SharedCell, ...]) -> None:
    with pytest.raises(Unpublishable, match="A share of numbers holds no notebook"):
        packed(log, notebook, "numbers")
    content = packed(log, notebook, FULL).replace(b'"level":"full"', b'"level":"numbers"')
    with pytest.raises(UnreadableSnapshot):
        unpack(content)


@pytest.mark.parametrize("sql", ["select", "select company::integer from touches", "from nowhere"])
def test_a_cell_without_a_result_keeps_the_notebook_here(coded: tuple[str, MeasuredLog], sql: str) -> None:
    with pytest.raises(Unshareable, match="“sent” gives no result on the log as it would leave"):
        shared_notebook.make_shared((Cell("s", SQL, "sent", sql),), coded[1])


@pytest.mark.parametrize(
    "cell",
    [
        SharedCell(TEXT, text="It went well with invented HAMMOCKS."),
        SharedCell(TEXT, text="Rosa Testwell answered"),
        SharedCell(TEXT, text="and then Rosa wrote"),
        SharedCell(TEXT, text="ROSA TESTWELL"),
        SharedCell(TEXT, text="I am a data analyst"),
        table("Invented Hammocks", "Company 3"),
        table("to Rosa-Testwell, twice"),
        table("x", name="Invented Hammocks"),
        table("x", name="invented_hammocks_n"),
        SharedCell(TEXT, text="_Rosa_ wrote, see to_Rosa_Testwell"),
        SharedCell(SQL, "invented_hammocks", rows=pa.table({"n": [1]})),
        SharedCell(SQL, "sent", rows=pa.table({"list": [["Invented Hammocks"]]})),
    ],
    ids=str,
)
def test_a_name_keeps_the_notebook_out_of_a_coded_share(log: MeasuredLog, cell: SharedCell) -> None:
    with pytest.raises(Unshareable, match="a coded share holds no names"):
        shared_notebook.refuse_names([cell], log)


def test_codes_and_words_of_ours_are_no_names(log: MeasuredLog, notebook: tuple[SharedCell, ...]) -> None:
    text = "E-mail worked; 12 of 30 interviews in March. A referral is a rosa thing."
    shared_notebook.refuse_names([*notebook, SharedCell(TEXT, text=text)], log)


def test_the_names_of_a_log_are_gone_through_once_for_all_texts(
    log: MeasuredLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone_through = []

    class Names(frozenset[tuple[str, ...]]):
        def __iter__(self) -> Iterator[tuple[str, ...]]:
            gone_through.append(self)
            return super().__iter__()

    monkeypatch.setattr(shared_notebook, "_name_words", lambda _: Names({("kites",)}))
    shared_notebook.refuse_names([table(*(f"Company {number}" for number in range(99)))], log)
    assert len(gone_through) == 1


def test_a_name_is_found_however_its_letters_are_composed() -> None:
    log = import_log(
        Upload("sent_at,company,contact\n2026-03-02,Kites,Zoë Marín\n".encode(), "log.csv")
    ).measure(today=TODAY)
    for text in ("ZOE\u0308 MARI\u0301N", "Zoe\u0308 was kind"):
        with pytest.raises(Unshareable):
            shared_notebook.refuse_names([SharedCell(TEXT, text=text)], log)


def test_nothing_that_was_written_into_a_log_comes_with_the_notebook_of_a_coded_share(of_log: object) -> None:  # noqa: ARG001
    written = [f"canary{place.lower()}" for place in canaries.PLACES]
    log = import_log(Upload(canaries.log(written, "canaryheader"), "canaryfile.csv")).measure(today=TODAY)
    made = redaction.write_coded_log(log, Filters())
    leaves = import_log(Upload(made.encode(), "shared.csv", redaction.choices_for(made))).measure(today=TODAY)
    tables = ("touches", "opportunities", "replies", "milestones", "rejects")
    everything = tuple(Cell(f"c{name}", SQL, f"all_{name}", f"from {name}") for name in tables)
    found = shared_notebook.make_shared((*everything, *CELLS[2:]), leaves)
    content = packed(log, found, CODED)
    assert [cell.rows.num_rows for cell in found[:2] if cell.rows is not None] == [24, 2]
    assert canaries.found([*written, "canaryheader", "canaryfile"], content) == []


def test_what_was_published_before_there_were_notebooks_opens(log: MeasuredLog) -> None:
    content = packed(log, (), FULL)
    assert unpack(content.replace(b',"notebook":[]', b"")).notebook == ()


@pytest.mark.parametrize(
    ("found", "put"),
    [
        (b'"kind":"sql"', b'"sort":"sql"'),
        (b'"question":"response_by_channel"', b'"question":"luck"'),
        (b'{"kind":"bar"', b'{"kind":"bar","z":1'),
        (b'"kinds":["time"', b'"kinds":["time","time"'),
    ],
)
def test_a_notebook_of_another_make_is_refused(
    log: MeasuredLog, notebook: tuple[SharedCell, ...], found: bytes, put: bytes
) -> None:
    content = packed(log, notebook, FULL)
    assert found in content
    with pytest.raises(UnreadableSnapshot):
        unpack(content.replace(found, put))


def test_rows_without_rows_keep_their_columns() -> None:
    empty = pa.table({"a": pa.array([], pa.int64()), "b": pa.array([], pa.date32())})
    [found] = shared_notebook.from_json(shared_notebook.to_json([SharedCell(SQL, "x", rows=empty)]))
    assert found.rows is not None
    assert (found.rows.column_names, found.rows.num_rows) == (["a", "b"], 0)
