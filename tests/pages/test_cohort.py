"""A career office with 10,000 clients: every page is as true and as readable as with one."""

from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from data.samples import files
from data.samples.world import SAMPLE_COLUMNS, World
from tests.pages.conftest import Bring
from tests.pages.screen import PAGES, plain, visit


@cache
def cohort() -> bytes:
    rows = [files.plain(row) for row in World().touches(seed=1, opportunities=1, clients=10_000)]
    return files.write_csv(SAMPLE_COLUMNS, rows).encode()


@pytest.mark.parametrize("page", PAGES[1:])
def test_ten_thousand_clients_get_an_answer_on_every_page(bring: Bring, page: str) -> None:
    app: AppTest = visit(bring(cohort()), page)
    assert not app.exception
    assert not app.error
    assert "10,000 opportunities" in plain(app) or app.get("plotly_chart")
