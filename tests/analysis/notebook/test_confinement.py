"""What a worker can't reach: each layer on its own, all of them together, and a host that has none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, BinaryIO, cast

import pyarrow as pa
import pytest

from analysis.notebook.sandbox import messages
from analysis.notebook.sandbox.confinement_check import check_confinement, judge_probes
from analysis.notebook.sandbox.probes import run_probes
from analysis.notebook.sandbox.worker_database import WorkerDatabase
from analysis.notebook.sandbox.worker_process import CHILD, WorkerProcess
from tests.paths import ROOT
from tests.patience import PATIENT

TRY = """
import json, sys
from pathlib import Path
from typing import Any, BinaryIO, cast
sys.path.append({root!r})
from analysis.notebook.sandbox import confinement
{layer}
from analysis.notebook.sandbox import probes, worker_database
database = worker_database.WorkerDatabase({{}})
{late}
print(json.dumps([name for name, refused in probes.run_probes(database, Path({folder!r})).items() if refused]))
"""
SECCOMP, UNSHARE, LANDLOCK = ["seccomp"], ["unshare"], [444, 445, 446]
"""System calls by name; those of Landlock by number, since not every libseccomp has a name for them."""

LACKING = """
import ctypes, os, sys
from ctypes import c_int, c_uint32, c_uint64, c_void_p

class Argument(ctypes.Structure):
    _fields_ = (("at", c_uint32), ("how", c_int), ("value", c_uint64), ("other", c_uint64))

library = ctypes.CDLL("libseccomp.so.2")
library.seccomp_init.restype = c_void_p
calls, missing = c_void_p(library.seccomp_init(c_uint32(0x7FFF0000))), c_uint32(0x00050000 | 38)
for call in {calls}:
    number = call if isinstance(call, int) else library.seccomp_syscall_resolve_name(call.encode())
    library.seccomp_rule_add(calls, missing, c_int(number), 0)
if "seccomp" in {calls}:  # which can also be asked for in an older way
    prctl = library.seccomp_syscall_resolve_name(b"prctl")
    library.seccomp_rule_add_array(calls, missing, c_int(prctl), 1, ctypes.byref(Argument(0, 4, 22, 0)))
library.seccomp_load(calls)
os.execv(sys.executable, [sys.executable, *{then!r}])
"""
FILES = {
    "read a file",
    "write a file",
    "list a folder",
    "read the environment",
    "start a program",
    "read a file through the database",
    "write a file through the database",
}
NETWORK = {"open a connection", "send a message"}


RULES = (
    "confinement.leave_files([*confinement.list_start_files(), "
    + repr(str(ROOT / "analysis" / "notebook" / "sandbox"))
    + "])"
)


def refused(folder: Path, layer: str = "", late: str = "") -> set[str]:
    """What a fresh Python can't do behind some layers, put on before DuckDB starts or after it."""
    program = TRY.format(root=str(ROOT), folder=str(folder), layer=layer, late=late)
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, check=True, env={})
    return {name for name in FILES | NETWORK if f'"{name}"' in done.stdout.decode()}


def probed(without: list[Any]) -> tuple[list[bool], set[str]]:
    """The layers that hold on a host which lacks some system calls, and what gets through there."""
    program = LACKING.format(calls=without, then=["-I", str(CHILD), "probe"])
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={}
    )
    asks, answers = cast(BinaryIO, child.stdin), cast(BinaryIO, child.stdout)
    messages.send_request(asks, {"limits": {}, "vocabularies": {}, "words": {}}, {})
    said, _ = messages.read_response(answers, 0)
    child.communicate()
    return said["held"], {name for name, refused in said["tried"].items() if not refused}


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody may write to."""
    folder = Path(mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def process(of_log: dict[str, pa.Table]) -> WorkerProcess:
    return WorkerProcess(of_log, PATIENT)


def test_a_host_that_confines_nothing_is_found_out(folder: Path) -> None:
    assert set(run_probes(WorkerDatabase({}), folder).values()) == {False}
    assert list(folder.iterdir()) == []


def test_rules_for_files_stop_every_thread_that_starts_after_them(folder: Path) -> None:
    assert refused(folder, RULES) >= FILES


def test_a_network_of_its_own_leads_nowhere(folder: Path) -> None:
    assert refused(folder, "confinement.leave_network()") == NETWORK


def test_a_list_of_calls_stops_every_thread_whenever_it_started(folder: Path) -> None:
    assert refused(folder, late="confinement.leave_system_calls()") == FILES | NETWORK


def test_no_process_and_no_byte_of_a_file_beyond_the_limits(folder: Path) -> None:
    late = "confinement.limit_resources(4 * 2**30, 2**30); confinement.become_nobody()"
    assert refused(folder, late=late) >= {"start a program", "write a file through the database"}


@pytest.mark.parametrize(
    ("without", "held"),
    [
        (SECCOMP, [True, True, False]),
        (LANDLOCK, [True, False, True]),
        (UNSHARE, [False, True, True]),
        (UNSHARE + LANDLOCK, [False, False, True]),
    ],
)
def test_a_host_that_lacks_a_layer_is_shut_by_the_others(without: list[Any], held: list[bool]) -> None:
    assert probed(without) == (held, set())


def test_a_host_that_lacks_them_all_is_found_out() -> None:
    held, through = probed(SECCOMP + LANDLOCK + UNSHARE)
    assert held == [False, False, False]
    assert through >= NETWORK | {"read a file", "read a file through the database"}


def test_the_start_of_such_a_host_says_that_sql_is_off() -> None:
    start = "from pages.host import startup_checks; startup_checks.check_sql().join()"
    program = LACKING.format(calls=SECCOMP + LANDLOCK + UNSHARE, then=["-c", start])
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert b"SQL cells are off: on this host a query could " in done.stderr


def test_all_layers_hold_here() -> None:
    assert check_confinement()
    assert check_confinement().layers == (True, True, True)


def test_one_thing_that_gets_through_turns_sql_off() -> None:
    found = judge_probes({"read a file": True, "send a message": False}, (True, False, True))
    assert not found
    assert found.reason == "SQL cells are off: on this host a query could send a message."


def test_no_probe_at_all_turns_sql_off() -> None:
    assert not judge_probes({}, ())


def test_a_worker_is_nobody_and_can_gain_nothing(process: WorkerProcess) -> None:
    told = status(process.pid)
    rights = {name: told[name] for name in ("Uid", "CapEff", "NoNewPrivs", "Seccomp")}
    assert rights == {
        "Uid": "65534\t65534\t65534\t65534",
        "CapEff": "0000000000000000",
        "NoNewPrivs": "1",
        "Seccomp": "2",
    }


def test_a_worker_holds_its_pipes_and_nothing_of_the_app(process: WorkerProcess) -> None:
    here = Path(f"/proc/{process.pid}")
    assert sorted(path.name for path in (here / "fd").iterdir()) == ["0", "1", "2"]
    assert (here / "environ").read_bytes() == b""
    assert (here / "cwd").readlink() == Path("/")


def test_a_worker_steps_back_for_the_app_and_ends_first_when_memory_is_short(process: WorkerProcess) -> None:
    here = Path(f"/proc/{process.pid}")
    assert int(here.joinpath("stat").read_text().rsplit(")", 1)[1].split()[16]) == min(19, os.nice(0) + 5)
    assert here.joinpath("oom_score_adj").read_text().strip() == "1000"
