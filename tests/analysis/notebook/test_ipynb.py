"""A notebook as a Jupyter file: it runs elsewhere and prints what the app shows, and comes back as it was."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from analysis.ask import ask
from analysis.notebook.document import cell_runs, ipynb, ipynb_import, parquet_archive
from analysis.notebook.document import cells as notebook
from analysis.notebook.document.cells import QUESTION, SQL, TEXT, Cell, Notebook
from analysis.notebook.document.chart import Chart
from analysis.notebook.document.ipynb import OWN
from analysis.notebook.document.notebook_json import UnreadableNotebook
from analysis.notebook.sandbox.log_tables import read_tables
from analysis.notebook.sandbox.worker import Worker
from analysis.questions import QUESTIONS
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.patience import CEILING

Printed = dict[str, list[str]]
BARE = "import sys\nfor name in ('plotly', 'pyarrow', 'pytz', 'numexpr'):\n    sys.modules[name] = None"
"""What a plain Jupyter need not have: it can't be imported."""

TRICKY = (
    """select 'it''s "quoted" \\ and """
    + '"""'
    + """' as words, -- a remark
    sum(id) as ids, date '2026-03-02' - date '2026-02-01' as days, interval 3 days as span, null as nothing,
    map {'a': 1} as map, [1, 2] as list, {'x': 1} as struct, 1.50::decimal(8, 2) as price, now() > '2026-01-01' as late,
    timestamptz '2026-03-02 10:00:00+00' as moment, true as yes, 1 as words
from touches"""
)
CELLS: Notebook = (
    Cell("t1", TEXT, content="# What I asked\n\nand *why*"),
    Cell("s1", SQL, "sent", "select channel, stage, count(*) as n\nfrom touches group by all order by all"),
    Cell("s2", SQL, "most", 'select max(n) as "n" from sent', chart=Chart("number", y="n")),
    Cell("s3", SQL, "tricky", TRICKY),
    Cell(
        "s4",
        SQL,
        "late",
        "from touches where stage > 'applied' order by id",
        chart=Chart("bar"),
        collapsed=True,
    ),
    Cell(
        "q1", QUESTION, "by_channel", "response_by_channel", {"within": 14}, {"channels": ["email", "letter"]}
    ),
    Cell("s5", SQL, "from_channels", "select name, n, rate from by_channel order by n desc"),
    Cell("t2", TEXT, content=""),
)


@pytest.fixture
def elsewhere(log: MeasuredLog, tmp_path: Path) -> Callable[[bytes], Printed]:
    """Runs a file in plain Jupyter, beside the tables of the log; returns what each of its cells printed."""
    zipfile.ZipFile(BytesIO(parquet_archive.write_archive(log))).extractall(tmp_path)

    def printed(content: bytes) -> Printed:
        file = nbformat.reads(content.decode(), as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(file)
        file["cells"].insert(0, nbformat.from_dict(part("code", BARE) | {"outputs": [], "id": "bare"}))  # type: ignore[no-untyped-call]
        NotebookClient(file, resources={"metadata": {"path": str(tmp_path)}}, timeout=CEILING).execute()
        return texts(file)

    return printed


def texts(file: Any) -> Printed:
    """The tables that the cells of a file show as text."""
    return {
        cell["id"]: [
            output["data"]["text/plain"] for output in cell["outputs"] if "text/plain" in output["data"]
        ]
        for cell in file["cells"]
        if cell["cell_type"] == "code" and not cell["id"].endswith(("-chart", "bare"))
    }


def written(log: MeasuredLog, worker: Worker | None, *cells: Cell) -> bytes:
    return ipynb.write_ipynb(cells, cell_runs.run_all(cells, partial(ask, log), worker), log)


def file_of(*parts: dict[str, Any]) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": parts}).encode()


def part(kind: str, source: Any, **own: Any) -> dict[str, Any]:
    return {"cell_type": kind, "source": source, "metadata": {OWN: own} if own else {}}


def test_it_prints_in_jupyter_what_the_app_shows(
    log: MeasuredLog, worker: Worker, elsewhere: Callable[[bytes], Printed]
) -> None:
    content = written(log, worker, *CELLS)
    shown = texts(json.loads(content))
    assert elsewhere(content) == shown
    assert shown["s2"] == ["    n\n0  21"]
    assert all(shown[cell] for cell in ("s1", "s3", "s4", "s5", "q1", "q1-counts"))


@pytest.mark.long
def test_every_question_is_counted_the_same_in_jupyter(
    log: MeasuredLog, elsewhere: Callable[[bytes], Printed]
) -> None:
    content = written(
        log, None, *(Cell(key.replace("_", "-"), QUESTION, f"q_{key}", key) for key in QUESTIONS)
    )
    assert elsewhere(content) == texts(json.loads(content))


def test_the_first_cell_needs_duckdb_and_pandas_alone(log: MeasuredLog) -> None:
    first = json.loads(written(log, None))["cells"][0]["source"]
    needed = {
        line.split()[1].split(".")[0] for line in first.splitlines() if line.startswith(("import", "from"))
    }
    assert needed == {"datetime", "pathlib", "duckdb", "pandas"}
    assert f'Put the folder "{ipynb.FOLDER}"' in first


def test_the_archive_holds_every_table_with_its_types(log: MeasuredLog) -> None:
    names = zipfile.ZipFile(BytesIO(parquet_archive.write_archive(log))).namelist()
    assert names == [f"{ipynb.FOLDER}/{name}.parquet" for name in read_tables(log)]


def test_everything_comes_back(log: MeasuredLog, worker: Worker) -> None:
    assert ipynb_import.read_ipynb(written(log, worker, *CELLS)) == ipynb_import.ImportedNotebook(CELLS, 0)


def test_a_notebook_that_was_never_run_comes_back_too(log: MeasuredLog) -> None:
    assert ipynb_import.read_ipynb(ipynb.write_ipynb(CELLS, {}, log)).cells == CELLS


def test_what_was_changed_elsewhere_counts(log: MeasuredLog) -> None:
    file = json.loads(ipynb.write_ipynb(CELLS, {}, log))
    by_id = {cell["id"]: cell for cell in file["cells"]}
    by_id["t1"]["source"] = ["Other\n", "words"]
    by_id["s1"]["source"] = by_id["s1"]["source"].replace("count(*)", "sum(id)")
    by_id["s2"]["source"] = "print('mine now')"
    found = ipynb_import.read_ipynb(json.dumps(file).encode())
    assert [cell.content for cell in found.cells[:3]] == [
        "Other\nwords",
        CELLS[1].content.replace("count(*)", "sum(id)"),
        "~~~python\nprint('mine now')\n~~~",
    ]
    assert found.python == 1


def test_a_notebook_of_others_is_read_as_far_as_it_is_sql() -> None:
    found = ipynb_import.read_ipynb(
        file_of(
            part("markdown", ["# Mine\n", "own"]),
            part("code", "%%sql\nselect 1"),
            part("code", "import os; os.system('touch /tmp/x')"),
            part("code", ""),
            part("raw", "as it is"),
        )
    )
    assert [(cell.kind, cell.content) for cell in found.cells] == [
        (TEXT, "# Mine\nown"),
        (SQL, "select 1"),
        (TEXT, "~~~python\nimport os; os.system('touch /tmp/x')\n~~~"),
        (TEXT, "as it is"),
    ]
    assert found.python == 1


def test_a_cell_that_was_copied_in_jupyter_gets_a_name_of_its_own(log: MeasuredLog) -> None:
    file = json.loads(ipynb.write_ipynb(CELLS[1:2], {}, log))
    file["cells"].append(file["cells"][-1])
    assert [cell.name for cell in ipynb_import.read_ipynb(json.dumps(file).encode()).cells] == [
        "sent",
        "sent_2",
    ]


@pytest.mark.parametrize(
    "text", ["select 1", "select 'it''s'", 'select "a"', "a\nb", "\\", '"""', '\'\n"""\\', "ä\r\n"]
)
def test_sql_is_written_so_that_it_is_read_again(text: str) -> None:
    cell = Cell("a", SQL, "a", text)
    found = ipynb_import.read_ipynb(file_of(part("code", ipynb.cell_source(cell))))
    assert [(each.kind, each.name, each.content) for each in found.cells] == [(SQL, "a", text)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b"{" * 90_000,
        b'{"nbformat": 3, "cells": []}',
        b'{"nbformat": 4, "cells": {}}',
        file_of({"cell_type": "code"}),
        file_of(part("code", [1])),
        file_of(part("markdown", "x" * 20_001)),
        file_of(*[part("markdown", "x")] * 101),
        file_of(part("code", "", cell={"kind": "sql"})),
        file_of(part("code", "", cell={"__class__": "os"})),
        b"[" * 100_001,
        b" " * (5 * 2**20 + 1),
    ],
    ids=lambda content: f"{content[:40]!r} {len(content)}",
)
def test_what_is_no_notebook_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableNotebook, match=r"^(This|Cell \d+ of this) (file|notebook) .*\.$"):
        ipynb_import.read_ipynb(content)


def test_nothing_is_run_by_opening(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    attack = f"__import__('pathlib').Path({str(trace)!r}).touch()"
    for source in (attack, f"a = Result('a', {attack})\na", f"a = Result('a', (lambda: {attack})())\na"):
        assert ipynb_import.read_ipynb(file_of(part("code", source))).python == 1
    assert not trace.exists()


def test_words_of_the_log_are_no_markup_in_the_file() -> None:
    content = 'sent_at,channel,company\n2026-03-02,email,"<img src=x onerror=alert(1)>"\n'
    log = import_log(Upload(content.encode(), "log.csv")).measure(today=date(2026, 4, 1))
    by_company = Cell("q", QUESTION, "q", "response_by_channel", {"by": "company"})
    said = json.loads(written(log, None, by_company))["cells"][1]
    assert said["cell_type"] == "markdown"
    assert "<img" not in said["source"].replace("\\<", "")


@pytest.mark.parametrize("name", ["con", "pd", "list", "class", "print"])
def test_no_result_takes_a_name_that_python_needs(name: str) -> None:
    assert notebook.free_name((), name) == f"{name}_2"
