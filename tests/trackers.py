"""Trackers as people keep them: those beside the checkout, and small ones that a test writes itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.imports.choices import Choices
from data.imports.log import ImportedLog, MeasuredLog, import_log
from data.imports.upload import Upload
from tests.paths import SHARED

TODAY = date(2026, 11, 30)
TRACKERS = SHARED / "trackers"
requires_shared = pytest.mark.skipif(not TRACKERS.is_dir(), reason="needs shared/data")


def tracker(name: str, **choices: Any) -> ImportedLog:
    """The log of one of the trackers beside the checkout."""
    return import_log(Upload((TRACKERS / name).read_bytes(), name, Choices(**choices)))


def written(text: str, name: str = "log.csv", **choices: Any) -> ImportedLog:
    """The log of a text."""
    return import_log(Upload(text.encode(), name, Choices(**choices)))


def measured(log: ImportedLog) -> MeasuredLog:
    """The same until today, with each of its rows accounted for."""
    report = log.report
    assert report.rows_in == report.accepted + report.skipped + len(report.rejects) + report.duplicates
    return log.measure(today=TODAY)
