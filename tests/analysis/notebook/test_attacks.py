"""What SQL of a visitor could try (attacks.toml), under the real worker, with the gate and without it.

Whatever an attack answers, it holds no secret, leaves nothing behind, and the next query gives what it always gave.
"""

import resource
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from analysis.notebook.sandbox.cell_errors import CellError, NotAllowed
from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.worker import Worker
from analysis.notebook.sandbox.worker_pool import WorkerPool
from tests.analysis.notebook.conftest import KINDS, LEAKS, SAME_AS_EVER, Host, Ungated, in_time, told
from tests.patience import CEILING

FREE = [
    pytest.param(sql, id=f"{kind}-{number}")
    for kind, attacks in KINDS.items()
    for number, sql in enumerate(attacks["sql"])
    if "costs" not in attacks
]
COSTLY = [
    pytest.param(sql, id=f"{kind}-{number}", marks=[] if number < 2 else pytest.mark.long)
    for kind, attacks in KINDS.items()
    for number, sql in enumerate(attacks["sql"])
    if "costs" in attacks
]
ALL = [param.values[0] for param in [*FREE, *COSTLY]]
DEEP = {
    "brackets": "select " + "(" * 5_000 + "1" + ")" * 5_000,
    "queries": "select * from " + "(select * from " * 2_000 + "touches" + ")" * 2_000,
    "sums": "select " + "+".join(["1"] * 9_000),
    "lists": "select " + "[" * 5_000 + "]" * 5_000,
    "nots": "select " + "not " * 4_900 + "true",
    "steps": "with " + ", ".join(f"a{n} as (select 1)" for n in range(900)) + " select 1",
    "unions": " union all ".join(["select 1"] * 1_000),
    "cases": "select " + "case when true then " * 900 + "1" + " end" * 900,
    "joins": "select 1 from touches" + " join touches using (id)" * 800,
    "letters": "select '" + "x" * 10_000_000 + "'",
    "zeros": "select 1\0; drop table touches",
    "halves": "select '\ud800'",
}
HUNGRIEST = 1_000 * 1024
"""KB that no worker may ever have had: its tables, its libraries and what a query may take."""


def answer(worker: Worker, sql: str) -> str:
    """What a person gets to see: the rows, or the sentence."""
    try:
        return told(worker.run(sql))
    except CellError as error:
        return f"{error.title} {error.sentence}"


def peak(pid: int | None) -> int:
    """KB that a living process has had at the most."""
    status = Path(f"/proc/{pid}/status").read_text() if pid else "VmHWM: 0 kB"
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def ended() -> int:
    """KB that any process which this one started, and which has ended, had at the most."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def harm(worker: Worker, host: Host, sql: str) -> list[str]:
    """Run an attack to its end; return what it found and left behind, what it took too much of, and if it lived on."""
    before, most = told(in_time(worker, SAME_AS_EVER)), ended()
    shown = answer(worker, host.aimed(sql))
    memory = max(peak(worker.pid), ended() if ended() > most else 0)
    done = {
        "the next query gives something else": told(in_time(worker, SAME_AS_EVER)) != before,
        "it took too much memory": memory > HUNGRIEST,
    }
    return (
        [leak for leak in LEAKS if leak in shown] + host.traces() + [what for what, so in done.items() if so]
    )


@pytest.mark.parametrize("sql", FREE)
def test_the_gate_refuses_what_is_not_reading_the_log(worker: Worker, host: Host, sql: str) -> None:
    with pytest.raises(CellError) as refused:
        worker.run(host.aimed(sql))
    assert isinstance(refused.value, NotAllowed) or "DuckDB" not in refused.value.title


@pytest.mark.parametrize("sql", FREE)
def test_an_attack_finds_and_leaves_nothing_where_there_is_no_gate(
    ungated: Ungated, host: Host, sql: str
) -> None:
    assert harm(ungated, host, sql) == []


@pytest.mark.parametrize("sql", COSTLY)
def test_a_bomb_harms_nobody(brief: Worker, host: Host, sql: str) -> None:
    assert harm(brief, host, sql) == []


@pytest.mark.long
@pytest.mark.parametrize("sql", ALL)
def test_no_attack_does_harm_in_a_worker_of_its_own_at_full_limits(
    of_log: dict[str, pa.Table], host: Host, sql: str
) -> None:
    alone = Ungated(of_log, replace(Limits(), start_seconds=CEILING), WorkerPool(1))
    assert harm(alone, host, sql) == []
    alone.close()


@pytest.mark.parametrize("name", DEEP)
def test_a_text_made_to_break_the_parser_breaks_nothing(
    brief: Worker, ungated: Ungated, host: Host, name: str
) -> None:
    assert harm(brief, host, DEEP[name]) + harm(ungated, host, DEEP[name]) == []
