"""A process of its own for each file that has to be unpacked: what goes wrong there ends there.

A parser can be made to ask for more memory than there is, and that ends the process it runs in: a workbook of 4.6 KB
whose last cell lies far away asks for 549 GB. So the file goes through a pipe to a process with little memory, little
time, no environment and no way to write a file, and the table comes back as an Arrow stream.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pyarrow as pa

from data.errors import UnreadableFile
from data.files import limits
from data.files.hints import Hints
from data.files.sheet import Sheet

MEMORY = 2 << 30  # bytes beyond those that the process has before it sees the file
SECONDS_OF_WORK = 60
PATIENCE = 120  # seconds, with the time in which others have the processors
TURNS = BoundedSemaphore(2)  # files read at a time; the others wait
REFUSED, OUT_OF_MEMORY = 3, 4  # exit codes
ROOT = Path(__file__).parents[2]
ENVIRONMENT = {"ARROW_DEFAULT_MEMORY_POOL": "system"}  # which reserves no memory in advance
START = "import sys; sys.path.insert(0, sys.argv[1]); from data.files.subprocess_reader import main; main()"


class TooMuchWork(limits.TooLarge):
    """A file that asked for more memory or time than a log needs."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} asks for more memory or time than any log needs, so reading it was stopped. "
            "It may be damaged; open it where it was made, save it as CSV and bring that."
        )


def read_in_child(content: bytes, name: str, hints: Hints, part: str | None = None) -> Sheet:
    """The table in a file that has to be unpacked. Raises UnreadableFile."""
    [sheet] = _read_sheets(
        _run_task(content, {"task": "read", "name": name, "part": part, "hints": hints.__name__})
    )
    return sheet


def read_together_in_child(
    content: bytes, name: str, hints: Hints, part: str | None = None
) -> tuple[Sheet, ...]:
    """The same table, and behind it every one that belongs together with it. Raises UnreadableFile."""
    asked = {"task": "read together", "name": name, "part": part, "hints": hints.__name__}
    return tuple(_read_sheets(_run_task(content, asked)))


def read_members_in_child(content: bytes, name: str) -> dict[str, bytes]:
    """The files in a ZIP archive by their names in it. Raises UnreadableFile."""
    table = pa.ipc.open_stream(_run_task(content, {"task": "members", "name": name})).read_all()
    return dict(zip(table["name"].to_pylist(), table["content"].to_pylist(), strict=True))


def main() -> None:
    """In the process itself: the question and the file on standard input, the answer on standard output."""
    from data.files import container

    asked = json.loads(sys.stdin.buffer.readline())
    if "hints" in asked:
        asked["hints"] = import_module(asked["hints"])  # named by the app, never by a file
    _limit()
    content = sys.stdin.buffer.read()
    try:
        answer = TASKS[asked.pop("task")](container, content, **asked)
    except UnreadableFile as refusal:
        sys.stderr.buffer.write(str(refusal).encode())
        sys.exit(REFUSED)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)


def _run_task(content: bytes, asked: dict[str, Any]) -> bytes:
    limits.refuse_large(len(content), asked["name"], limits.MOST_PACKED)
    with TURNS:
        process = subprocess.Popen(  # noqa: S603 - this Python, with code of ours
            [sys.executable, "-I", "-c", START, str(ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        )
        try:
            answer, said = process.communicate(json.dumps(asked).encode() + b"\n" + content, PATIENCE)
        except subprocess.TimeoutExpired:
            raise TooMuchWork(asked["name"]) from None
        finally:
            process.kill()
            process.wait()
    if process.returncode == REFUSED:
        raise UnreadableFile(said.decode())
    if process.returncode < 0 or process.returncode == OUT_OF_MEMORY:
        raise TooMuchWork(asked["name"])
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace"))
    return answer


def _limit() -> None:
    """Bound memory and time, and write no file. Windows has no such limits: there the pre-flight has to do."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _files(members: dict[str, bytes]) -> pa.Table:
    columns = [pa.array(members, pa.string()), pa.array(members.values(), pa.large_binary())]
    return pa.table(columns, ["name", "content"])


def _ipc(sheet: Sheet) -> bytes:
    """A sheet as an Arrow stream: the cells, the lines behind them, all else beside them."""
    beside = {key: value for key, value in vars(sheet).items() if key not in ("cells", "lines")}
    return _stream(sheet.cells.append_column("line", sheet.lines), beside)


def _stream(table: pa.Table, beside: dict[str, Any]) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema.with_metadata({"beside": json.dumps(beside)})) as stream:
        stream.write_table(table)
    stream_of_bytes: bytes = sink.getvalue().to_pybytes()
    return stream_of_bytes


def _read_sheets(answer: bytes) -> Iterator[Sheet]:
    source = pa.BufferReader(answer)
    while source.tell() < len(answer):
        table = pa.ipc.open_stream(source).read_all()
        beside = json.loads(table.schema.metadata[b"beside"])
        given: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in beside.items()
        }
        cells = table.drop_columns(["line"]).replace_schema_metadata()
        yield Sheet(**given, cells=cells, lines=table["line"].combine_chunks())


TASKS: dict[str, Callable[..., bytes]] = {
    "read": lambda container, content, **asked: _ipc(container.read(content, **asked)),
    "read together": lambda container, content, **asked: b"".join(
        map(_ipc, container.read_together(content, **asked))
    ),
    "members": lambda container, content, **asked: _stream(_files(container.members(content, **asked)), {}),
}
"""What the process can be asked to do with a file; `container` is the module that does it, and that only it imports."""
