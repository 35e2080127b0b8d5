"""What belongs to one visitor: their log, their filters, their shares. The only module that touches session state,
caches and secrets.

A log lives in the visitor's session and nowhere else. Its bytes are kept there, so the database that is built from
them can be dropped with the connection and rebuilt without a new upload.
"""

from __future__ import annotations

import gc
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import streamlit as st
from obstore.store import ObjectStore

from analysis import redaction, rows
from analysis.answer import Answer
from analysis.ask import ask as ask_log
from analysis.notebook import stored
from analysis.notebook.book import Book
from analysis.notebook.cells import Notebook
from analysis.notebook.desk import Desk
from analysis.notebook.selfcheck import confined
from analysis.rows import Behind, Mark
from analysis.snapshot import Snapshot
from analysis.view import View
from data.errors import LogError
from data.file import File
from data.log import MEASURING, STEPS, Log
from data.reading.sheet import Sheet, read
from data.sharing import share_sweep
from data.sharing.kept import Kept
from data.sharing.kept import sweep as sweep_kept
from data.sharing.shares import Limits, Published
from data.sharing.store import StoreError, open_store
from data.sharing.workspace import Workspace
from data.understanding import Choices
from data.versions import Versions, compare
from pages import decided

FILTERS = ("since", "until", "channel", "strategy", "stage")
KEPT = (*FILTERS, "per", "within", "outcome")
"""The choices that are kept with a log."""

LARGE = 20 << 20
"""Bytes of a file that takes so long to read that how far it is is shown."""
SAMPLES = Path(__file__).parents[1] / "data" / "samples"


class NoLog(LogError):
    """Something was asked before there was a log to ask."""


@dataclass(frozen=True)
class Brought:
    """A file as it was brought, and what the person said about it."""

    content: bytes
    name: str
    choices: Choices = field(default_factory=Choices)
    as_of: date | None = None

    @property
    def file(self) -> File:
        """The file, and what was said about it."""
        return File(self.content, self.name, self.choices)

    @property
    def key(self) -> str:
        """What its database is cached by: the bytes and everything said about them."""
        said = [
            sorted(what.items()) if isinstance(what, dict) else what for what in vars(self.choices).values()
        ]
        told = repr((self.name, said, self.as_of))
        return hashlib.sha256(self.content + told.encode()).hexdigest()


@dataclass(frozen=True)
class Viewed:
    """The share that this session looks at, and its log to explore where it holds one."""

    token: str = field(repr=False)
    snapshot: Snapshot
    brought: Brought | None


@dataclass(frozen=True)
class Keeping:
    """The kept log of this session: its key, what it held when it was last written, why a change could not be."""

    kept: Kept
    written: datetime
    saved: Workspace | None = field(default=None, repr=False)
    fault: str | None = None


def bring(content: bytes, name: str) -> None:
    """Take a file into this session, in place of the one before."""
    go_on(File(content, name))


def go_on(file: File) -> None:
    """Go on with this file as the log; it is counted until its own last day again."""
    st.session_state["brought"] = Brought(file.content, file.name, file.choices)
    offer(None)
    st.session_state["gathered"] = ()


def offer(newer: File | None) -> None:
    """Remember a newer version of the log's file until the person has decided about it (None: they have)."""
    st.session_state["newer"] = newer


def offered() -> File | None:
    """The newer version of the log's file that waits to be decided about."""
    found: File | None = st.session_state.get("newer")
    return found


def gather(files: tuple[File, ...]) -> None:
    """Remember files that are to become one log; one alone is one, and none leave the log as it is."""
    st.session_state["gathered"] = files if len(files) > 1 else ()
    if len(files) == 1:
        go_on(files[0])


def gathered() -> tuple[File, ...]:
    """The files that are to become one log."""
    found: tuple[File, ...] = st.session_state.get("gathered", ())
    return found


def understood(file: File) -> Log:
    """One of the files that are to become one log, by itself. Raises LogError for a file that can't be used."""
    return _understood(Brought(file.content, file.name, file.choices).key, file)


def bring_sample() -> None:
    """Take the sample log into this session."""
    bring((SAMPLES / "job_seeker.csv").read_bytes(), "job_seeker.csv")


def brought() -> Brought | None:
    """The file of this session, if there is one; for a viewer, the log of the share."""
    if (shared := viewed()) is not None:
        return shared.brought
    found: Brought | None = st.session_state.get("brought")
    return found


def choose(choices: Choices) -> None:
    """Read the file anew with what the person said about it."""
    if (now := brought()) is not None:
        st.session_state["brought"] = replace(now, choices=choices)


def sheet() -> Sheet | None:
    """The table of the file as it was read, before anything is understood. Raises LogError for no table at all."""
    now = brought()
    return read(now.content, now.name, now.choices.part) if now else None


def count_until(as_of: date | None) -> None:
    """Measure as of another data date (None: as the log says)."""
    if (now := brought()) is not None:
        st.session_state["brought"] = replace(now, as_of=as_of)


def forget() -> None:
    """Delete the log of this session, its database and every answer made from it; the keys to shares stay.

    A kept copy stays where it is, and this session forgets its key.
    """
    kept = {name: st.session_state[name] for name in ("owner keys", "tokens") if name in st.session_state}
    st.session_state.clear()
    st.session_state.update(kept)
    _forget_answers()


def _forget_answers() -> None:
    """Drop the databases of this session and whatever was made from them."""
    for cache in (_log, _answer, _made, _desk, _versions, _understood):
        cache.clear()


def template() -> bytes:
    """An empty log to fill in, with three example rows."""
    return (SAMPLES / "template.csv").read_bytes()


def is_new(file_id: str) -> bool:
    """Whether this upload was not taken before (the uploader shows the same file again on every rerun)."""
    seen: set[str] = st.session_state.setdefault("uploads", set())
    new = file_id not in seen
    seen.add(file_id)
    return new


def workspace() -> Workspace | None:
    """What of this session can be kept; None without a log."""
    now = brought()
    if now is None:
        return None
    cells = tuple(stored.plain(book().cells))
    return Workspace(now.content, now.name, now.choices, now.as_of, _filters(), cells, views())


def resume(found: Workspace) -> None:
    """Go on where a kept workspace stands, in place of what this session held."""
    go_on(File(found.content, found.name, found.choices))
    count_until(found.as_of)
    open_notebook(stored.read(found.cells))
    st.session_state["saved views"] = found.views
    _set_filters(found.filters)


def views() -> Mapping[str, Mapping[str, Any]]:
    """The saved views: name → the filters that it stands for."""
    found: Mapping[str, Mapping[str, Any]] = st.session_state.get("saved views", {})
    return found


def save_view(name: str) -> None:
    """Give the filters that are set a name; one that is taken now stands for these."""
    st.session_state["saved views"] = {**views(), name: _filters()}


def drop_view(name: str) -> None:
    """Forget a saved view."""
    st.session_state["saved views"] = {kept: found for kept, found in views().items() if kept != name}


def show_view(name: str) -> None:
    """Set the filters to those of a saved view."""
    _set_filters(views()[name])


def _filters() -> dict[str, Any]:
    """The filters that are set, as plain text."""
    chosen = {key: st.session_state.get(key) for key in KEPT}
    return {key: str(value) if isinstance(value, date) else value for key, value in chosen.items() if value}


def _set_filters(found: Mapping[str, Any]) -> None:
    clear_filters()
    for key in KEPT:
        if value := found.get(key):
            st.session_state[key] = date.fromisoformat(value) if key in ("since", "until") else value


def book() -> Book:
    """The notebook of this session."""
    found: Book = st.session_state.setdefault("notebook", Book())
    return found


def open_notebook(cells: Notebook) -> None:
    """Work on another notebook, of which nothing was run yet."""
    st.session_state["notebook"] = Book(cells)


def insert(text: str) -> None:
    """Put a piece of SQL into the query that is being edited, or into a new one."""
    now = book()
    written = now.insert(text, said(f"content {now.opened}"))
    suggest(f"content {now.opened}", written)


def stop(cell: str) -> None:
    """Stop the query of a cell, and run none of those that were to come after it."""
    book().only(cell)
    desk().stop()


def sql_off() -> str:
    """Why people can't write SQL here; nothing where they can."""
    if decided.settings().sql == "off":
        return "Whoever runs this site has switched SQL cells off."
    return confined().reason


def log_key() -> str:
    """What tells this log apart from any other, and from itself as it was read before."""
    now = brought()
    return now.key if now else ""


def desk() -> Desk:
    """Where the queries of this session are run."""
    return _desk(log_key())


def keeping() -> Keeping | None:
    """The kept log of this session, if it is kept."""
    found: Keeping | None = st.session_state.get("keeping")
    return found


def hold(now: Keeping | None) -> None:
    """Remember how the log of this session is kept, or that it no longer is."""
    st.session_state["keeping"] = now


def fingerprint(*besides: object) -> str:
    """Part of a download's name, for this log and what else it depends on.

    Streamlit tells large files apart by their name and a sample of their bytes.
    """
    now = brought()
    told = (now.key if now else "") + "".join(map(repr, besides))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def view() -> View:
    """The filters that are set, for a page that does not draw them."""
    kinds = (tuple(st.session_state.get(key) or ()) for key in FILTERS[2:])
    return View(st.session_state.get("since"), st.session_state.get("until"), *kinds)


def clear_filters() -> None:
    """Measure the whole log again."""
    for key in FILTERS:
        _clear(key)


def _clear(filter_key: str) -> None:
    st.session_state[filter_key] = None if filter_key in ("since", "until") else []


def lift(filter_key: str, value: str | None = None) -> None:
    """Take one value of a filter away, or all of it."""
    kept = st.session_state.get(filter_key)
    if value is None:
        st.session_state[filter_key] = None
    else:
        st.session_state[filter_key] = [each for each in kept or () if each != value]


def narrow(alone: Mapping[str, Any]) -> None:
    """Measure only what these filters choose, beside those that are set: days as they are, one word of each kind."""
    for key, value in alone.items():
        st.session_state[key] = _as_filter(value)


def _as_filter(value: str | date) -> list[str] | date:
    return [value] if isinstance(value, str) else value


def pick(chart_key: str, filters: Callable[[Sequence[Any]], Mapping[str, Any]]) -> None:
    """Measure only what was clicked in a chart, or everything again where that is measured already.

    `filters` says what the filters have to be for the `customdata` of a point.
    """
    st.session_state["picks"] = picks() + 1
    for point in st.session_state[chart_key].selection.points[:1]:
        wanted = filters(point["customdata"]) if point.get("customdata") else {}
        if all(st.session_state.get(key) == _as_filter(value) for key, value in wanted.items()):
            for key in wanted:
                _clear(key)
        else:
            narrow(wanted)


def picks() -> int:
    """How many marks were clicked in this session."""
    found: int = st.session_state.get("picks", 0)
    return found


def owner_keys() -> tuple[str, ...]:
    """The owner's keys that this session holds; the first one is published under."""
    found: tuple[str, ...] = st.session_state.get("owner keys", ())
    return found


def own(owner_key: str) -> None:
    """Remember an owner's key, and publish under it from now on."""
    st.session_state["owner keys"] = tuple(dict.fromkeys((owner_key, *owner_keys())))


def remember(up: Published) -> None:
    """Keep both keys of what was just published: its link is known nowhere else."""
    own(up.owner_key)
    st.session_state.setdefault("tokens", {})[up.share] = up.token


def token(share: str) -> str | None:
    """The token of a share that was published in this session."""
    tokens: dict[str, str] = st.session_state.get("tokens", {})
    return tokens.get(share)


def published() -> int:
    """How many shares were published in this session."""
    return len(st.session_state.get("tokens", {}))


def look_at(token: str, snapshot: Snapshot) -> None:
    """Show this share in this session, and nothing else."""
    brought = None
    if (log := snapshot.log) is not None:
        brought = Brought(log.encode(), "shared.csv", redaction.choices(log), snapshot.as_of)
    st.session_state["viewing"] = Viewed(token, snapshot, brought)


def viewed() -> Viewed | None:
    """The share that this session looks at, if it does."""
    found: Viewed | None = st.session_state.get("viewing")
    return found


def look_away() -> None:
    """Forget the share that this session looked at: its answers, its log and all that was made from it."""
    st.session_state.pop("viewing", None)
    _forget_answers()


def made(key: str, make: Callable[[], bytes]) -> bytes:
    """What was made for these choices, the same bytes as long as they are the same."""
    now = brought()
    return _made(f"{now.key if now else ''} {key}", make)


def said(key: str) -> Any:
    """What a field of the page holds, for what is done about it before the page is drawn; None for no such field."""
    return st.session_state.get(key)


def suggest(key: str, text: str) -> None:
    """Put a text into a field of the page."""
    st.session_state[key] = text


def close(key: str) -> None:
    """Close what popped up on the page."""
    st.session_state[key] = False


def may_publish() -> Literal["yes", "sign in", "no"]:
    """Whether this visitor may publish here, or has to sign in first. Raises SettingError."""
    who = decided.settings().publish
    if who == "signed-in" and not st.user.get("is_logged_in", False):
        return "sign in"
    return "no" if who == "off" else "yes"


def can_sign_in() -> bool:
    """Whether the host has said with whom one signs in."""
    return "auth" in st.secrets if st.secrets.load_if_toml_exists() else False


def limits() -> Limits:
    """What the host allows of shares. Raises SettingError."""
    chosen = decided.settings()
    return Limits(chosen.publish != "off", chosen.share_mb, chosen.share_days, chosen.shares)


@st.cache_resource(show_spinner=False)
def store() -> ObjectStore:
    """Where shares are kept, opened once. Raises StoreError."""
    return open_store()


@st.cache_resource(ttl=timedelta(days=1), show_spinner=False)
def sweep() -> None:
    """At the start of the server and then once a day, beside whatever else goes on: delete what is over."""
    Thread(target=_swept, daemon=True).start()


def _swept() -> None:
    try:
        for swept in (share_sweep.sweep, sweep_kept):
            swept(open_store(), datetime.now(UTC))
    except StoreError as error:
        logging.getLogger(__name__).warning("The store was not swept. %s", error)


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Once per server: what is imported by now is never garbage, so each rerun need not look through it again."""
    import analysis.catalogue  # noqa: F401

    gc.collect()
    gc.freeze()


def log() -> Log | None:
    """The log of this session as it was understood, or None. Raises LogError for a file that can't be used."""
    now = brought()
    if now is None:
        return None
    if viewed() is not None:
        return _log(now.key, now, lambda _: None)
    known = len(now.content) < LARGE or now == st.session_state.get("read")
    found = _log(now.key, now, lambda _: None) if known else _step_by_step(now)
    st.session_state["read"] = now
    return found


def _step_by_step(now: Brought) -> Log:
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
    st.session_state["brought"] = st.session_state.get("read")


def measured() -> Log | None:
    """The log of this session, measured; None where there is none yet or a question about it is open."""
    found = log()
    return found if found is not None and not found.understanding.needs else None


def versions(older: File) -> Versions:
    """The newer version that was brought, beside the file that it is one of. Raises LogError."""
    newer = offered()
    if newer is None:
        raise NoLog("There is no newer version of a log in this session.")
    before, after = (Brought(file.content, file.name, file.choices).key for file in (older, newer))
    return _versions(before, after, older, newer)


def ask(key: str, view: View, **chosen: Any) -> Answer:
    """The answer of this session's log; asked once, then remembered."""
    now = brought()
    if now is None:
        raise NoLog("There is no log in this session yet.")
    return _answer(now.key, key, view, tuple(sorted(chosen.items())))


def behind(answer: Answer, mark: Mark) -> Behind:
    """The rows of this session's log behind a mark of an answer."""
    found = measured()
    if found is None:
        raise NoLog("There is no log in this session that can be measured yet.")
    return rows.behind(found, answer, mark)


@st.cache_resource(scope="session", max_entries=2, show_spinner="Reading your log …", on_release=Log.close)
def _log(key: str, _brought: Brought, _told: Callable[[str], object]) -> Log:  # noqa: ARG001 - the cache goes by key
    found = Log(_brought.content, _brought.name, _brought.choices, _told)
    if found.understanding.needs:
        return found
    try:
        _told(MEASURING)
        return found.measure(today=date.today(), as_of=_brought.as_of)
    except BaseException:
        found.close()
        raise


@st.cache_resource(scope="session", max_entries=8, show_spinner="Reading your files …", on_release=Log.close)
def _understood(key: str, _file: File) -> Log:  # noqa: ARG001 - the key is what the cache tells files apart by
    return Log(_file.content, _file.name, _file.choices)


@st.cache_resource(scope="session", max_entries=1, show_spinner="Comparing the two versions …")
def _versions(older: str, newer: str, _older: File, _newer: File) -> Versions:  # noqa: ARG001 - known by their keys
    return compare(_older, _newer)


@st.cache_resource(scope="session", max_entries=1, show_spinner=False, on_release=Desk.close)
def _desk(log_key: str) -> Desk:  # noqa: ARG001
    found = measured()
    if found is None:
        raise NoLog("There is no log in this session that can be measured yet.")
    return Desk(found)


@st.cache_data(scope="session", max_entries=2, show_spinner="Preparing what would leave …")
def _made(key: str, _make: Callable[[], bytes]) -> bytes:  # noqa: ARG001
    return _make()


@st.cache_data(scope="session", max_entries=200, show_spinner=False)
def _answer(log_key: str, key: str, view: View, chosen: tuple[tuple[str, Any], ...]) -> Answer:  # noqa: ARG001
    found = measured()
    if found is None:
        raise NoLog("There is no log in this session that can be measured yet.")
    return ask_log(found, key, view, **dict(chosen))
