"""The imported log of a session, its answers and everything made from it: each worked out once."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from analysis import drilldown
from analysis.answer import Answer
from analysis.ask import HORIZON
from analysis.ask import ask as ask_log
from analysis.basis import default_basis, default_unit
from analysis.drilldown import DrillDown, Mark
from analysis.filters import Filters
from analysis.notebook.sandbox.query_runner import QueryRunner
from analysis.questions import QUESTIONS
from analysis.share_snapshot import CODED
from data.combine import diff
from data.combine.diff import Versions
from data.errors import LogError
from data.imports.importer import MEASURING, STEPS
from data.imports.log import ImportedLog, MeasuredLog, import_log
from data.imports.upload import Upload
from pages.session import filters as session_filters
from pages.session.current_upload import current_upload, log_key, viewed_share
from pages.session.uploads import newer_version

Parameters = tuple[tuple[str, Any], ...]

LARGE_FILE = 20 << 20
"""Bytes from which reading a file takes so long that its progress is shown."""


class NoLog(LogError):
    """Something was asked before there was a log to ask."""


def imported_log() -> ImportedLog | None:
    """The log of this session, or None without one. Raises LogError for a file that can't be used."""
    now = current_upload()
    if now is None:
        return None
    if viewed_share() is not None:
        return _cached_log(now.key, now, lambda _: None)
    known = len(now.content) < LARGE_FILE or now == st.session_state.get("read")
    found = _cached_log(now.key, now, lambda _: None) if known else _read_large_file(now)
    st.session_state["read"] = now
    return found


def _read_large_file(now: Upload) -> ImportedLog:
    """Read a large file with a progress bar and a button to stop: Streamlit notices a click at each step."""
    place = st.bottom.empty()  # in sight, wherever the page stands
    with place.container():
        bar = st.progress(0.0)
        st.button("Stop reading", key="stop reading", on_click=_stop_reading)
    outside = copy_context()  # what is drawn within a cached function would be drawn again from the cache

    def show_step(step: str) -> None:
        done = STEPS.index(step)
        outside.run(bar.progress, done / len(STEPS), f"{step} … (step {done + 1} of {len(STEPS)})")

    try:
        return _cached_log(now.key, now, show_step)
    finally:
        place.empty()


def _stop_reading() -> None:
    """Go back to the log that was read before, if there was one."""
    st.session_state["upload"] = st.session_state.get("read")


def measured_log() -> MeasuredLog | None:
    """The log of this session with its touches measured; None without a log, or while a question about it is open."""
    found = imported_log()
    return found if isinstance(found, MeasuredLog) else None


def import_file(file: Upload) -> ImportedLog:
    """The log of one file among those to merge. Raises LogError for a file that can't be used."""
    return _cached_file_log(file.key, file)


def compare_versions(older: Upload) -> Versions:
    """The differences between this file and the newer version of it. Raises LogError."""
    newer = newer_version()
    if newer is None:
        raise NoLog("There is no newer version of a log in this session.")
    return _cached_versions(older.key, newer.key, older, newer)


def ask(key: str, filters: Filters, **parameters: Any) -> Answer:
    """The answer of this session's log to a question, worked out once, on the basis that was chosen for all pages; in a
    share, on that of what was published.

    In a coded share, an answer that was published stays as it was, counted by day; only its rows come from the log of
    the share, which has weeks in place of days.
    """
    now = current_upload()
    if now is None:
        raise NoLog("There is no log in this session yet.")
    if "basis" in QUESTIONS[key].defaults and parameters.get("basis") is None:
        parameters["basis"] = session_filters.chosen_basis() or _find_share_basis(key)
    answer = _cached_answer(now.key, key, filters, tuple(sorted(parameters.items())))
    published = _answer_as_published(answer)
    return replace(published, counts=answer.counts) if published else answer


def current_basis() -> str:
    """What reply rates count on the pages, unless a page has a horizon of its own."""
    log = _require_log()
    usual = default_basis(log, HORIZON, default_unit(log))
    return session_filters.chosen_basis() or _find_share_basis("response_by_channel") or usual


def _find_share_basis(key: str) -> str | None:
    """The basis on which a share answers this question, or else its others; None outside of one."""
    shared = viewed_share()
    published = {
        each.question.key: each.basis
        for each in (shared.snapshot.answers if shared else ())
        if "basis" in each.parameters
    }
    return published.get(key) or next(iter(published.values()), None)


def has_weeks_only() -> bool:
    """Whether the log of this session comes from a coded share, which has weeks in place of days."""
    shared = viewed_share()
    return shared is not None and shared.upload is not None and shared.snapshot.level == CODED


def is_by_week(answer: Answer) -> bool:
    """Whether an answer was counted on a log with weeks in place of days, and was not published itself."""
    return has_weeks_only() and _answer_as_published(answer) is None


def drill_down(answer: Answer, mark: Mark) -> DrillDown:
    """The rows of this session's log that a mark of an answer counts."""
    return drilldown.drill_down(_require_log(), answer, mark)


def make_once(key: str, make: Callable[[], bytes]) -> bytes:
    """The bytes that `make` returns: made once for this log and this key."""
    return _cached_bytes(f"{log_key()} {key}", make)


def query_runner() -> QueryRunner:
    """The process that runs the SQL of this session."""
    return _cached_query_runner(log_key())


def delete_log() -> None:
    """Delete the log of this session, its database and every answer; the keys to shares stay.

    A saved copy stays in the store, and this session forgets its key.
    """
    kept = {name: st.session_state[name] for name in ("owner keys", "tokens") if name in st.session_state}
    st.session_state.clear()
    st.session_state.update(kept)
    _clear_caches()


def forget_share() -> None:
    """Forget the share that this session looks at, with its answers and its log."""
    st.session_state.pop("viewing", None)
    _clear_caches()


def _answer_as_published(answer: Answer) -> Answer | None:
    shared = viewed_share()
    return shared.snapshot.find_answer(answer) if shared and has_weeks_only() else None


def _clear_caches() -> None:
    """Drop the databases of this session and everything made from them."""
    for cache in (
        _cached_log,
        _cached_answer,
        _cached_bytes,
        _cached_query_runner,
        _cached_versions,
        _cached_file_log,
    ):
        cache.clear()


def _require_log() -> MeasuredLog:
    """The measured log. Raises NoLog where there is none."""
    found = measured_log()
    if found is None:
        raise NoLog("There is no log in this session that can be measured yet.")
    return found


@st.cache_resource(
    scope="session", max_entries=2, show_spinner="Reading your log …", on_release=ImportedLog.close
)
def _cached_log(key: str, _upload: Upload, _show_step: Callable[[str], object]) -> ImportedLog:  # noqa: ARG001 - the cache goes by key
    found = import_log(_upload, on_step=_show_step)
    if found.report.open_questions:
        return found
    try:
        _show_step(MEASURING)
        return found.measure(today=date.today(), as_of=_upload.as_of)
    except BaseException:
        found.close()
        raise


@st.cache_resource(
    scope="session", max_entries=8, show_spinner="Reading your files …", on_release=ImportedLog.close
)
def _cached_file_log(key: str, _file: Upload) -> ImportedLog:  # noqa: ARG001 - the key is what the cache tells files apart by
    return import_log(_file)


@st.cache_resource(scope="session", max_entries=1, show_spinner="Comparing the two versions …")
def _cached_versions(older: str, newer: str, _older: Upload, _newer: Upload) -> Versions:  # noqa: ARG001 - known by their keys
    return diff.compare_versions(_older, _newer)


@st.cache_resource(scope="session", max_entries=1, show_spinner=False, on_release=QueryRunner.close)
def _cached_query_runner(log_key: str) -> QueryRunner:  # noqa: ARG001
    return QueryRunner(_require_log())


@st.cache_data(scope="session", max_entries=2, show_spinner="Preparing what would leave …")
def _cached_bytes(key: str, _make: Callable[[], bytes]) -> bytes:  # noqa: ARG001
    return _make()


@st.cache_data(scope="session", max_entries=200, show_spinner=False)
def _cached_answer(log_key: str, key: str, filters: Filters, parameters: Parameters) -> Answer:  # noqa: ARG001
    return ask_log(_require_log(), key, filters, **dict(parameters))
