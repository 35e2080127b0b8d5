"""How the app and a worker talk over two pipes: a line of JSON, then what it announces."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa

LONGEST_LINE = 2**20


def ask(pipe: BinaryIO, request: Mapping[str, Any], tables: Mapping[str, pa.Table]) -> None:
    """Write a request, and the tables that come with it, each as an Arrow stream."""
    pipe.write(json.dumps({**request, "tables": list(tables)}).encode() + b"\n")
    for table in tables.values():
        with pa.ipc.new_stream(pipe, table.schema) as stream:
            stream.write_table(table)
    pipe.flush()


def answer(pipe: BinaryIO, said: Mapping[str, Any], content: bytes = b"") -> None:
    """Write an answer, and the bytes that come with it."""
    pipe.write(json.dumps({**said, "bytes": len(content)}).encode() + b"\n" + content)
    pipe.flush()


def read(pipe: BinaryIO) -> dict[str, Any] | None:
    """The next line, or None where the other side is gone. Raises ValueError for one that nobody can read."""
    line = pipe.readline(LONGEST_LINE)
    return dict(json.loads(line)) if line else None


def heard(pipe: BinaryIO, most: int) -> tuple[dict[str, Any], bytes]:
    """The next answer. Raises EOFError where the other side is gone, ValueError for an answer that is none."""
    said = read(pipe)
    if said is None:
        raise EOFError("no answer")
    size = int(said["bytes"])
    if not 0 <= size <= most:
        raise ValueError(f"an answer of {size} bytes")
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError("half an answer")
    return said, content
