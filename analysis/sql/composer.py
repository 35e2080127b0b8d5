"""The text of each question: one `.sql` file whose first line asks it in plain words.

A question reads from tables of the log, from `steps/` that several questions share, and from `facts/`: what is true of
the whole log on its data date, whatever the filters choose. Facts are worked out at the first question that needs them,
and kept; filters then choose rows of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

FOLDER = Path(__file__).parent

CHOSEN = {"kept_by_thread": "thread", "kept_by_event": "id", "rhythm": "id"}
"""By which key the filters choose rows of a fact, where not by the opportunity."""

COUNTED = {"kept_by_touch"}
"""Facts that are counts already, by the columns that filters choose by."""

WHOLE = {"rules", "log_columns"}
"""Facts that no filter narrows."""


@cache
def text(key: str) -> str:
    """The SQL file of a question as it is written; `key` is its path where it is in another folder than `questions`."""
    return (
        (FOLDER / (key if "/" in key else f"questions/{key}")).with_suffix(".sql").read_text(encoding="utf-8")
    )


def title(key: str) -> str:
    """The first comment line: the question in plain words."""
    return text(key).splitlines()[0].removeprefix("-- ")


@cache
def composed(key: str) -> str:
    """The question as one statement that works out everything itself, from the tables of the log alone."""
    chosen = _read_by(key)
    inner = {
        name: _narrowed(name, f"(\n{sql})") if name in chosen else sql for name, sql in facts(key).items()
    }
    return _statement(key, {"touches": _parts()["touches"], **inner} | _parts_of(key))


@cache
def asked(key: str, filtered: bool) -> str:
    """The question as it is run: it reads facts that are already there, and looks nothing up where no filter is set."""
    if not filtered:
        everything = _parts_of(key) | {"touches": "select * from measured"}
        everything.pop("opportunities", None)
        return _statement(key, everything)
    chosen = {name: _narrowed(name, name) for name in facts(key) if name in _read_by(key)}
    return _statement(key, {"touches": _parts()["touches"], **chosen} | _parts_of(key))


@cache
def facts(key: str) -> Mapping[str, str]:
    """The facts that a question needs, name → SQL, each after those that it reads from itself."""
    needed = _read_by(key)
    for name, sql in reversed(_facts().items()):
        if name in needed:
            needed |= _read_from(sql)
    return {name: sql for name, sql in _facts().items() if name in needed}


def parameters(statement: str) -> frozenset[str]:
    """The names that a statement binds (DuckDB refuses one that it does not name)."""
    return frozenset(re.findall(r"\$(\w+)", statement))


def _statement(key: str, heads: Mapping[str, str]) -> str:
    named = ", ".join(f"{name} as (\n{sql})" for name, sql in heads.items())
    return f"with {named}\nselect * from (\n{text(key)})"


def _narrowed(fact: str, source: str) -> str:
    """The rows of a fact that the filters choose."""
    if fact in COUNTED:
        return _parts()["touches"].replace("from measured", f"from {source}")
    everything = f"select * from {source}"  # noqa: S608 - the name of a file of ours, or its text
    key = CHOSEN.get(fact, "opportunity")
    return everything if fact in WHOLE else f"{everything} where {key} in (select {key} from touches)"  # noqa: S608


def _parts_of(key: str) -> dict[str, str]:
    """The touches, and the parts behind a question."""
    needed = _read_by(key) | {"touches"}
    return {name: sql for name, sql in _parts().items() if name in needed}


@cache
def _read_by(key: str) -> frozenset[str]:
    """What a question reads from, and what the parts do that it reads from."""
    needed = _read_from(text(key))
    for name, sql in reversed(_parts().items()):
        if name in needed:
            needed |= _read_from(sql)
    return frozenset(needed)


@cache
def _facts() -> dict[str, str]:
    return _in_order(FOLDER / "facts")


@cache
def _parts() -> dict[str, str]:
    return _in_order(FOLDER / "steps")


def _in_order(folder: Path) -> dict[str, str]:
    """The files of a folder, each after those that it reads from."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.sql")}
    reads = {name: sorted(_read_from(sql) & found.keys() - {name}) for name, sql in sorted(found.items())}
    return {name: found[name] for name in TopologicalSorter(reads).static_order()}


def _read_from(sql: str) -> set[str]:
    return set(re.findall(r"\b(?:from|join)\s+(\w+)", sql))
