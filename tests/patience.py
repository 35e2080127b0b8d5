"""Time for a busy machine: tests wait for what has to come, and give up only on what will not."""

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from analysis.notebook.sandbox import confinement_check, query_runner, worker_pool
from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.worker import Worker

CEILING = 180
"""Seconds after which a test that waits has failed. Nothing that works takes so long, however busy the machine is."""

PATIENT = Limits(seconds=CEILING, start_seconds=CEILING)
"""For queries that end by themselves."""

expect.set_options(timeout=CEILING * 1000)


def fresh(browser: Browser, **settings: Any) -> BrowserContext:
    """A browser without a past."""
    context = browser.new_context(**settings)
    context.set_default_timeout(CEILING * 1000)
    return context


def give_queries_time(patch: pytest.MonkeyPatch) -> None:
    """Queries of the app, which has seconds for each, run to their end."""
    patch.setattr(confinement_check, "Limits", lambda: PATIENT)
    patch.setattr(query_runner, "Worker", partial(Worker, limits=PATIENT))
    patch.setattr(worker_pool.SHARED_POOL, "patience", CEILING)
