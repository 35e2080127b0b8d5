"""A career office with 10,000 clients: every page is as true and as readable as with one."""

from data.samples import files
from data.samples.world import SAMPLE_COLUMNS, World
from tests.pages.conftest import Bring
from tests.pages.screen import PAGES, plain, visit


def test_ten_thousand_clients_get_an_answer_on_every_page(bring: Bring) -> None:
    rows = [files.plain(row) for row in World().touches(seed=1, opportunities=1, clients=10_000)]
    app = bring(files.write_csv(SAMPLE_COLUMNS, rows).encode())
    for page in PAGES[1:]:
        visit(app, page)
        assert not app.exception, page
        assert not app.error, page
        assert "10,000 opportunities" in plain(app) or app.get("plotly_chart"), page
