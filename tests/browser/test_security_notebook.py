"""What a hostile notebook on a hostile log tries in a real browser, and what comes of it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from analysis.notebook.document.cells import QUESTION, SQL, Cell
from analysis.notebook.document.chart import Chart
from analysis.notebook.document.ipynb import OWN, cell_source
from analysis.notebook.sandbox.confinement_check import check_confinement
from tests.browser.conftest import settled
from tests.browser.test_security import EVIL, PAYLOADS, Watch, tried_alone
from tests.browser.test_security_downloads import FORMULAS, formulas
from tests.browser.visiting import bring, hostile

pytestmark = pytest.mark.browser

NAMED = ", ".join(f"""company as "{payload.replace('"', '""')}" """ for payload in PAYLOADS)
CELLS = (
    Cell("a", SQL, "companies", "select company, count(*) as n from touches group by all"),
    Cell("b", SQL, "drawn", "select company, count(*) as n from touches group by all", chart=Chart("bar")),
    Cell(
        "c",
        SQL,
        "coloured",
        "select contact, role, count(*) as n from touches group by all",
        chart=Chart("sankey"),
    ),
    Cell("d", SQL, "headers", f"select {NAMED} from touches"),  # noqa: S608 - an attack of our own
    Cell("e", SQL, "wrong", "select company::integer from touches"),
    Cell("f", QUESTION, "filtered", "response_by_channel", filters={"channels": [PAYLOADS[2], PAYLOADS[4]]}),
    Cell("g", QUESTION, "broken_down", "response_by_channel", {"by": PAYLOADS[0]}),
)


def hostile_notebook() -> bytes:
    """A file of Jupyter whose texts, outputs and metadata are all hostile."""
    html = {
        "output_type": "display_data",
        "data": {"text/html": PAYLOADS[0], "text/markdown": PAYLOADS[2]},
        "metadata": {},
    }
    cells: list[dict[str, Any]] = [{"cell_type": "markdown", "source": text} for text in PAYLOADS]
    cells += [{"cell_type": "code", "source": f"print({text!r})", "outputs": [html]} for text in PAYLOADS]
    cells += [
        {
            "cell_type": "code",
            "source": cell_source(cell) if cell.kind == SQL else PAYLOADS[0],
            "metadata": {OWN: {"cell": asdict(cell)}},
            "outputs": [html],
        }
        for cell in CELLS
    ]
    return json.dumps({"nbformat": 4, "cells": cells, "metadata": {"title": PAYLOADS[0]}}).encode()


def opened(page: Page, log: bytes, notebook: bytes) -> None:
    """Bring a log and a notebook, open that and run all of it."""
    if not check_confinement():
        pytest.skip(check_confinement().reason)
    bring(page, "log.csv", log)
    page.get_by_test_id("stTopNavLink").filter(has_text="Notebook").click()
    page.get_by_role("button", name="Open a notebook").click()
    upload = page.get_by_test_id("stFileUploaderDropzoneInput")
    upload.set_input_files({"name": f"{PAYLOADS[3]}.ipynb", "mimeType": "", "buffer": notebook})
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("button", name="Run all").click()
    expect(page.get_by_text("Not run yet.")).to_have_count(0)
    settled(page)


def test_nothing_in_a_notebook_runs_fetches_or_links(page: Page, tmp_path: Path) -> None:
    watch = Watch(page)
    opened(page, hostile(PAYLOADS), hostile_notebook())
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    found = watch.found()
    for cell in page.locator("[class*='st-key-cell-']").all()[-len(CELLS) :]:
        cell.get_by_role("button", name="Edit").click()
        settled(page)
        found += watch.found()
    assert found == []
    page.get_by_role("button", name="Take it along").click()
    tried = tried_alone(page, "A page to read, as HTML", tmp_path)
    assert [each for each in tried if not each.startswith(EVIL)] == []


def test_no_cell_and_no_header_of_a_result_is_a_formula(page: Page) -> None:
    query = 'select company, company as "=1+1", contact as "@SUM(1,1)" from touches'
    file = {"nbformat": 4, "cells": [{"cell_type": "code", "source": f"%%sql\n{query}"}]}
    opened(page, hostile(FORMULAS), json.dumps(file).encode())
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    content = download.value.path().read_bytes()
    assert b"=cmd" in content
    assert formulas("result.csv", content) == []
