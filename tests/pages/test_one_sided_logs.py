"""All against none: every page shows sentences and tables, and no chance in them is certain."""

import pytest

from tests.one_sided import SIZES, write_log
from tests.pages.conftest import Bring
from tests.pages.screen import PAGES, titles, visit


@pytest.mark.parametrize("size", SIZES)
def test_every_page_shows_it_and_no_chance_is_certain(bring: Bring, size: str) -> None:
    app, chances = bring(write_log(*SIZES[size])), list[str]()
    for page in PAGES:
        assert titles(visit(app, page)), page
        assert not app.exception, page
        assert not app.error, page
        tables = [frame.value for frame in app.dataframe]
        chances += [value for table in tables if "p_best" in table for value in table["p_best"].dropna()]
    assert {"over 99%", "under 1%"} <= set(chances)
    assert {"0%", "100%"}.isdisjoint(chances)
