"""The log of a session as it was understood, what is asked of it, and what is made from it: each worked out once."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from analysis import drilldown
from analysis.answer import Answer
from analysis.ask import ask as ask_log
from analysis.drilldown import DrillDown, Mark
from analysis.filters import Filters
from analysis.notebook.sandbox.query_runner import Desk
from analysis.snapshot import CODED
from data.combine.diff import Versions, compare_versions
from data.errors import LogError
from data.imports.importer import MEASURING, STEPS
from data.imports.log import Log
from data.imports.upload import Upload
from pages.session.current import current_upload, log_key, viewed
from pages.session.uploads import offered

LARGE = 20 << 20
"""Bytes of a file that takes so long to read that how far it is is shown."""


class NoLog(LogError):
    """Something was asked before there was a log to ask."""


def log() -> Log | None:
    """The log of this session as it was understood, or None. Raises LogError for a file that can't be used."""
    now = current_upload()
    if now is None:
        return None
    if viewed() is not None:
        return _log(now.key, now, lambda _: None)
    known = len(now.content) < LARGE or now == st.session_state.get("read")
    found = _log(now.key, now, lambda _: None) if known else _step_by_step(now)
    st.session_state["read"] = now
    return found


def _step_by_step(now: Upload) -> Log:
    """Read a large file, show how far that is, and let the person stop it: Streamlit looks for a click at each step."""
    place = st.bottom.empty()  # in sight, wherever the page stands
    with place.container():
        bar = st.progress(0.0)
        st.button("Stop reading", key="stop reading", on_click=_stop_reading)
    outside = copy_context()  # what is drawn within a cached function would be drawn again from the cache

    def told(step: str) -> None:
        done = STEPS.index(step)
        outside.run(bar.progress, done / len(STEPS), f"{step} … (step {done + 1} of {len(STEPS)})")

    try:
        return _log(now.key, now, told)
    finally:
        place.empty()


def _stop_reading() -> None:
    """Go back to the log that was read before, if there was one."""
    st.session_state["upload"] = st.session_state.get("read")


def measured() -> Log | None:
    """The log of this session, measured; None where there is none yet or a question about it is open."""
    found = log()
    return found if found is not None and not found.report.open_questions else None


def understood(file: Upload) -> Log:
    """One of the files that are to become one log, by itself. Raises LogError for a file that can't be used."""
    return _understood(file.key, file)


def versions(older: Upload) -> Versions:
    """The newer version that was brought, beside the file that it is one of. Raises LogError."""
    newer = offered()
    if newer is None:
        raise NoLog("There is no newer version of a log in this session.")
    return _versions(older.key, newer.key, older, newer)


def ask(key: str, view: Filters, **chosen: Any) -> Answer:
    """The answer of this session's log; asked once, then remembered.

    In a coded share what was published stands, counted by day, and the log that came with it tells its rows by week.
    """
    now = current_upload()
    if now is None:
        raise NoLog("There is no log in this session yet.")
    found = _answer(now.key, key, view, tuple(sorted(chosen.items())))
    return replace(published, counts=found.counts) if (published := _published(found)) else found


def tells_weeks() -> bool:
    """Whether the log of this session is that of a coded share: it tells weeks for days."""
    shared = viewed()
    return shared is not None and shared.upload is not None and shared.snapshot.level == CODED


def by_week(answer: Answer) -> bool:
    """Whether an answer was counted on a log that tells weeks for days, and was not published itself."""
    return tells_weeks() and _published(answer) is None


def behind(answer: Answer, mark: Mark) -> DrillDown:
    """The rows of this session's log behind a mark of an answer."""
    return drilldown.drill_down(_needed(), answer, mark)


def made(key: str, make: Callable[[], bytes]) -> bytes:
    """What was made for these choices, the same bytes as long as they are the same."""
    return _made(f"{log_key()} {key}", make)


def desk() -> Desk:
    """Where the queries of this session are run."""
    return _desk(log_key())


def forget() -> None:
    """Delete the log of this session, its database and every answer made from it; the keys to shares stay.

    A kept copy stays where it is, and this session forgets its key.
    """
    kept = {name: st.session_state[name] for name in ("owner keys", "tokens") if name in st.session_state}
    st.session_state.clear()
    st.session_state.update(kept)
    _forget_answers()


def look_away() -> None:
    """Forget the share that this session looked at: its answers, its log and all that was made from it."""
    st.session_state.pop("viewing", None)
    _forget_answers()


def _published(answer: Answer) -> Answer | None:
    shared = viewed()
    return shared.snapshot.find_answer(answer) if shared and tells_weeks() else None


def _forget_answers() -> None:
    """Drop the databases of this session and whatever was made from them."""
    for cache in (_log, _answer, _made, _desk, _versions, _understood):
        cache.clear()


def _needed() -> Log:
    """The measured log. Raises NoLog where there is none."""
    found = measured()
    if found is None:
        raise NoLog("There is no log in this session that can be measured yet.")
    return found


@st.cache_resource(scope="session", max_entries=2, show_spinner="Reading your log …", on_release=Log.close)
def _log(key: str, _upload: Upload, _told: Callable[[str], object]) -> Log:  # noqa: ARG001 - the cache goes by key
    found = Log(_upload, told=_told)
    if found.report.open_questions:
        return found
    try:
        _told(MEASURING)
        return found.measure(today=date.today(), as_of=_upload.as_of)
    except BaseException:
        found.close()
        raise


@st.cache_resource(scope="session", max_entries=8, show_spinner="Reading your files …", on_release=Log.close)
def _understood(key: str, _file: Upload) -> Log:  # noqa: ARG001 - the key is what the cache tells files apart by
    return Log(_file)


@st.cache_resource(scope="session", max_entries=1, show_spinner="Comparing the two versions …")
def _versions(older: str, newer: str, _older: Upload, _newer: Upload) -> Versions:  # noqa: ARG001 - known by their keys
    return compare_versions(_older, _newer)


@st.cache_resource(scope="session", max_entries=1, show_spinner=False, on_release=Desk.close)
def _desk(log_key: str) -> Desk:  # noqa: ARG001
    return Desk(_needed())


@st.cache_data(scope="session", max_entries=2, show_spinner="Preparing what would leave …")
def _made(key: str, _make: Callable[[], bytes]) -> bytes:  # noqa: ARG001
    return _make()


@st.cache_data(scope="session", max_entries=200, show_spinner=False)
def _answer(log_key: str, key: str, view: Filters, chosen: tuple[tuple[str, Any], ...]) -> Answer:  # noqa: ARG001
    return ask_log(_needed(), key, view, **dict(chosen))
