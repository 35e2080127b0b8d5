"""What belongs to one visitor: their log, their filters, their shares. The only module that touches session state,
caches and secrets.

A log lives in the visitor's session and nowhere else. Its bytes are kept there, so the database that is built from
them can be dropped with the connection and rebuilt without a new upload.
"""

from __future__ import annotations

import gc
import hashlib
import logging
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
from obstore.store import ObjectStore

from analysis.answer import Answer
from analysis.ask import ask as ask_log
from analysis.view import View
from data import share_sweep
from data.errors import LogError
from data.log import Log
from data.settings import Settings, load
from data.shares import Limits, Published
from data.sheet import Sheet, read
from data.store import StoreError, open_store
from data.understanding import Choices

FILTERS = ("since", "until", "channel", "strategy", "stage")
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
    def key(self) -> str:
        """What its database is cached by: the bytes and everything said about them."""
        said = (sorted(self.choices.columns.items()), self.choices.dates, sorted(self.choices.words.items()))
        told = repr((self.name, said, self.choices.drop_identical, self.as_of))
        return hashlib.sha256(self.content + told.encode()).hexdigest()


def bring(content: bytes, name: str) -> None:
    """Take a file into this session, in place of the one before."""
    st.session_state["brought"] = Brought(content, name)


def bring_sample() -> None:
    """Take the sample log into this session."""
    bring((SAMPLES / "job_seeker.csv").read_bytes(), "job_seeker.csv")


def brought() -> Brought | None:
    """The file of this session, if there is one."""
    found: Brought | None = st.session_state.get("brought")
    return found


def choose(choices: Choices) -> None:
    """Read the file anew with what the person said about it."""
    if (now := brought()) is not None:
        st.session_state["brought"] = replace(now, choices=choices)


def sheet() -> Sheet | None:
    """The table of the file as it was read, before anything is understood. Raises LogError for no table at all."""
    now = brought()
    return read(now.content, now.name) if now else None


def count_until(as_of: date | None) -> None:
    """Measure as of another data date (None: as the log says)."""
    if (now := brought()) is not None:
        st.session_state["brought"] = replace(now, as_of=as_of)


def forget() -> None:
    """Delete the log of this session, its database and every answer made from it; the keys to shares stay."""
    kept = {name: st.session_state[name] for name in ("owner keys", "tokens") if name in st.session_state}
    st.session_state.clear()
    st.session_state.update(kept)
    _log.clear()
    _answer.clear()


def template() -> bytes:
    """An empty log to fill in, with three example rows."""
    return (SAMPLES / "template.csv").read_bytes()


def is_new(file_id: str) -> bool:
    """Whether this upload was not taken before (the uploader shows the same file again on every rerun)."""
    seen = st.session_state.get("upload")
    st.session_state["upload"] = file_id
    return bool(seen != file_id)


def fingerprint() -> str:
    """Part of a download's name: Streamlit tells large files apart by their name and a sample of their bytes."""
    now = brought()
    return now.key[:12] if now else ""


def clear_filters() -> None:
    """Measure the whole log again."""
    for key in FILTERS:
        st.session_state[key] = None if key in ("since", "until") else []


def lift(filter_key: str, value: str | None = None) -> None:
    """Take one value of a filter away, or all of it."""
    kept = st.session_state.get(filter_key)
    if value is None:
        st.session_state[filter_key] = None
    else:
        st.session_state[filter_key] = [each for each in kept or () if each != value]


def filter_by(filter_key: str, chart_key: str) -> None:
    """Measure only what was clicked in a chart."""
    points = st.session_state[chart_key].selection.points
    names = list(dict.fromkeys(point["customdata"][0] for point in points if point.get("customdata")))
    if names:
        st.session_state[filter_key] = names


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


def is_new_view(token: str) -> bool:
    """Whether this session opens this share for the first time."""
    seen: set[str] = st.session_state.setdefault("viewed", set())
    new = token not in seen
    seen.add(token)
    return new


def limits() -> Limits:
    """What the host allows of shares. Raises SettingError."""
    chosen = settings()
    return Limits(chosen.publish != "off", chosen.share_mb, chosen.share_days, chosen.shares)


def settings() -> Settings:
    """What the host decides; Streamlit puts the plain ones of its secrets into the environment. Raises SettingError."""
    st.secrets.load_if_toml_exists()
    return load()


@st.cache_resource(show_spinner=False)
def store() -> ObjectStore:
    """Where shares are kept, opened once. Raises StoreError."""
    return open_store()


@st.cache_resource(ttl=timedelta(days=1), show_spinner=False)
def sweep() -> None:
    """At the start of the server and then once a day, beside whatever else goes on: delete what no share needs."""
    Thread(target=_swept, daemon=True).start()


def _swept() -> None:
    try:
        share_sweep.sweep(open_store(), datetime.now(UTC))
    except StoreError as error:
        logging.getLogger(__name__).warning("The shares were not swept. %s", error)


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Once per server: what is imported by now is never garbage, so each rerun need not look through it again."""
    import analysis.catalogue  # noqa: F401

    gc.collect()
    gc.freeze()


def log() -> Log | None:
    """The log of this session as it was understood, or None. Raises LogError for a file that can't be used."""
    now = brought()
    return _log(now.key, now) if now else None


def measured() -> Log | None:
    """The log of this session, measured; None where there is none yet or a question about it is open."""
    found = log()
    return found if found is not None and not found.understanding.needs else None


def ask(key: str, view: View, **chosen: Any) -> Answer:
    """The answer of this session's log; asked once, then remembered."""
    now = brought()
    if now is None:
        raise NoLog("There is no log in this session yet.")
    return _answer(now.key, key, view, tuple(sorted(chosen.items())))


@st.cache_resource(scope="session", max_entries=2, show_spinner="Reading your log …", on_release=Log.close)
def _log(key: str, _brought: Brought) -> Log:  # noqa: ARG001 - the key is what the cache tells logs apart by
    found = Log(_brought.content, _brought.name, _brought.choices)
    return found if found.understanding.needs else found.measure(today=date.today(), as_of=_brought.as_of)


@st.cache_data(scope="session", max_entries=200, show_spinner=False)
def _answer(log_key: str, key: str, view: View, chosen: tuple[tuple[str, Any], ...]) -> Answer:  # noqa: ARG001
    found = measured()
    if found is None:
        raise NoLog("There is no log in this session that can be measured yet.")
    return ask_log(found, key, view, **dict(chosen))
