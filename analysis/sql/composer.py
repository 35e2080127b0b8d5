"""The statement of each question: one `.sql` file whose first line asks it in plain words, behind what it reads from.

A question reads from tables of the log, from `steps/` that several questions share, and from `facts/`: what is true of
the whole log on its data date, whatever the filters choose. Facts are worked out at the first question that needs them
(some for the parameters that it is asked with), and kept. The filters choose rows of the step `selected_touches`, and
so of `selected_…` for each fact.

In a large log groups of touches are added up once, in facts called `…_cells`: the question adds up those that filters
choose as a whole, and reads the others anew. `whole/` has these steps where no filter is set. `plain/` has them without
such cells: so a small log is asked, and so the statement is shown; the rows are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analysis.filters import Filters
from data import sql_files

FOLDER = Path(__file__).parent

SELECTION = re.compile(r"\bselected_\w+")
"""The name of a step of the rows that the filters choose: `select *` from one table, and the condition."""

FACT_KEYS = {"kept_by_thread": "thread", "kept_by_event": "id", "rhythm": "id"}
"""The column by which the filters choose rows of a fact, where that is not the opportunity."""

BY_THE_DATA_DATE = "untimed is distinct from 'after the data date'"
"""What was sent by then, or on an unknown day."""

UNFILTERED = " and ".join(f"${name} is null" for name in Filters().parameters())
"""Where no filter is set, what nothing was sent for counts too."""

SPANNED = ("opportunity_cells", "outcome_cells", "subject_cells")
"""Facts that know between which days their touches were sent, and by what."""

COUNTS_OF_TOUCHES = {"kept_by_touch", "week_cells"}
"""Facts that count touches by the columns that the filters read, which choose their rows as they choose touches."""


@cache
def read_sql(key: str) -> str:
    """The SQL of a question; `key` is its path where it is in another folder than `questions`."""
    return sql_files.read_sql(_find_file(key))


def read_title(key: str) -> str:
    """The first comment line of a question: the question in plain words."""
    return sql_files.read_text(_find_file(key)).splitlines()[0].removeprefix("-- ")


@cache
def compose_alone(key: str) -> str:
    """The question as one statement that works everything out itself, from the tables of the log alone."""
    return sql_files.add_steps(read_sql(key), {**_read_facts(), **_read_steps("plain")})


@cache
def compose_on_facts(key: str, *, filtered: bool, on_cells: bool) -> str:
    """The question as it is run: it reads facts that are already there, and looks nothing up where no filter is set.

    `on_cells`: it reads what is added up already, which pays in a large log.
    """
    if filtered:
        return sql_files.add_steps(read_sql(key), _read_steps("" if on_cells else "plain"), inlined=True)
    return _compose_whole(read_sql(key), _read_steps("whole" if on_cells else "plain"))


@cache
def list_facts(key: str, *, on_cells: bool) -> Mapping[str, str]:
    """The facts that a question needs, name → SQL, each after those that it reads from."""
    return sql_files.list_needed_steps(compose_on_facts(key, filtered=True, on_cells=on_cells), _read_facts())


def read_fact(name: str) -> str:
    """The SQL of a fact that reads from tables of the log alone."""
    return _read_facts()[name]


def _find_file(key: str) -> Path:
    return FOLDER / f"{key if '/' in key else f'questions/{key}'}.sql"


@cache
def _read_facts() -> dict[str, str]:
    """The files of `facts/`, each behind the steps that it adds up, where everything is chosen."""
    facts = sql_files.read_steps(FOLDER / "facts")
    steps = _read_steps("plain")
    return sql_files.sort_steps({name: _compose_whole(sql, steps) for name, sql in facts.items()})


@cache
def _read_steps(instead: str = "") -> dict[str, str]:
    """The files of `steps/`, or of this name in another folder, and for each fact the rows that the filters choose."""
    steps = sql_files.read_steps(FOLDER / "steps")
    steps |= sql_files.read_steps(FOLDER / instead) if instead else {}
    _, touch_condition = steps["selected_touches"].split("\nwhere ")
    facts = [path.stem for path in sorted((FOLDER / "facts").glob("*.sql"))]
    selections = {f"selected_{fact}": _select_fact(fact, touch_condition) for fact in facts}
    placed = sql_files.read_sql(FOLDER / "placed_cells.sql")
    placements = {f"placed_{cells}": placed.replace("from spans", f"from {cells}") for cells in SPANNED}
    return sql_files.sort_steps(steps | selections | placements)


def _compose_whole(sql: str, steps: Mapping[str, str]) -> str:
    """A statement behind its steps where the filters choose everything."""
    whole = {name: _replace_selections(step) for name, step in steps.items() if not SELECTION.match(name)}
    return sql_files.add_steps(_replace_selections(sql), whole, inlined=True)


def _select_fact(fact: str, touch_condition: str) -> str:
    """The rows of a fact that the filters choose."""
    key = FACT_KEYS.get(fact, "opportunity")
    chosen = "chosen_opportunities" if key == "opportunity" else f"selected_touches where {BY_THE_DATA_DATE}"
    by_key = f"({UNFILTERED} or {key} in (select {key} from {chosen}))"  # noqa: S608 - names of ours
    condition = touch_condition if fact in COUNTS_OF_TOUCHES else by_key
    return f"select *\nfrom {fact}\nwhere {condition}"


def _replace_selections(sql: str) -> str:
    """The SQL where the filters choose everything: it reads whole tables instead of selections."""
    return SELECTION.sub(lambda selection: _list_selected_tables()[selection[0]], sql)


@cache
def _list_selected_tables() -> dict[str, str]:
    """The table that each selection reads from."""
    selections = {name: sql for name, sql in _read_steps().items() if SELECTION.match(name)}
    return {
        name: sql_files.list_sources(sql.partition("\nwhere ")[0]).pop() for name, sql in selections.items()
    }
