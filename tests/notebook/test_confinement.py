"""What a worker can't reach: each layer on its own, all of them together, and a host that has none."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from analysis.notebook.engine import Engine
from analysis.notebook.limits import Limits
from analysis.notebook.probes import tried
from analysis.notebook.process import Process
from analysis.notebook.selfcheck import confined, judged

ROOT = Path(__file__).parents[2]
TRY = """
import json, sys
from pathlib import Path
sys.path.append({root!r})
from analysis.notebook import confine
{layer}
from analysis.notebook import engine, probes
engine = engine.Engine({{}})
{late}
print(json.dumps([name for name, refused in probes.tried(engine, Path({folder!r})).items() if refused]))
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


RULES = "confine.leave_files([*confine.needed(), " + repr(str(ROOT / "analysis" / "notebook")) + "])"


def refused(folder: Path, layer: str = "", late: str = "") -> set[str]:
    """What a fresh Python can't do behind some layers, put on before DuckDB starts or after it."""
    program = TRY.format(root=str(ROOT), folder=str(folder), layer=layer, late=late)
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, check=True, env={})
    return {name for name in FILES | NETWORK if f'"{name}"' in done.stdout.decode()}


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


@pytest.fixture
def process(of_log: dict[str, pa.Table]) -> Process:
    return Process(of_log, Limits())


def test_a_host_that_confines_nothing_is_found_out(tmp_path: Path) -> None:
    assert set(tried(Engine({}), tmp_path).values()) == {False}


def test_rules_for_files_stop_every_thread_that_starts_after_them(tmp_path: Path) -> None:
    assert refused(tmp_path, RULES) >= FILES
    assert list(tmp_path.iterdir()) == []


def test_rules_for_files_come_too_late_once_the_database_has_threads(tmp_path: Path) -> None:
    assert FILES - refused(tmp_path, late=RULES) == {"write a file through the database"}


def test_a_network_of_its_own_leads_nowhere(tmp_path: Path) -> None:
    assert refused(tmp_path, "confine.leave_network()") == NETWORK


def test_a_list_of_calls_stops_every_thread_whenever_it_started(tmp_path: Path) -> None:
    assert refused(tmp_path, late="confine.leave_calls()") == FILES | NETWORK
    assert list(tmp_path.iterdir()) == []


def test_no_process_and_no_byte_of_a_file_beyond_the_limits(tmp_path: Path) -> None:
    late = "confine.limit(4 * 2**30, 2**30); confine.become_nobody()"
    assert refused(tmp_path, late=late) >= {"start a program", "write a file through the database"}


def test_all_layers_hold_here() -> None:
    assert confined()
    assert confined().held == (True, True, True)


def test_one_thing_that_gets_through_turns_sql_off() -> None:
    found = judged({"read a file": True, "send a message": False}, (True, False, True))
    assert not found
    assert found.reason == "SQL cells are off: on this host a query could send a message."


def test_no_probe_at_all_turns_sql_off() -> None:
    assert not judged({}, ())


def test_a_worker_is_nobody_and_can_gain_nothing(process: Process) -> None:
    told = status(process.pid)
    rights = {name: told[name] for name in ("Uid", "CapEff", "NoNewPrivs", "Seccomp")}
    assert rights == {
        "Uid": "65534\t65534\t65534\t65534",
        "CapEff": "0000000000000000",
        "NoNewPrivs": "1",
        "Seccomp": "2",
    }


def test_a_worker_holds_its_pipes_and_nothing_of_the_app(process: Process) -> None:
    here = Path(f"/proc/{process.pid}")
    assert sorted(path.name for path in (here / "fd").iterdir()) == ["0", "1", "2"]
    assert (here / "environ").read_bytes() == b""
    assert (here / "cwd").readlink() == Path("/")


def test_a_worker_steps_back_for_the_app_and_ends_first_when_memory_is_short(process: Process) -> None:
    here = Path(f"/proc/{process.pid}")
    assert int(here.joinpath("stat").read_text().rsplit(")", 1)[1].split()[16]) == os.nice(0) + 5
    assert here.joinpath("oom_score_adj").read_text().strip() == "1000"
