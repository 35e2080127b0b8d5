"""Requests and responses between the app and a worker over two pipes: a line of JSON, then what it announces."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa

LONGEST_LINE = 2**20


def send_request(pipe: BinaryIO, request: Mapping[str, Any], tables: Mapping[str, pa.Table]) -> None:
    """Write a request, and the tables that come with it, each as an Arrow stream."""
    pipe.write(json.dumps({**request, "tables": list(tables)}).encode() + b"\n")
    for table in tables.values():
        with pa.ipc.new_stream(pipe, table.schema) as stream:
            stream.write_table(table)
    pipe.flush()


def send_response(pipe: BinaryIO, response: Mapping[str, Any], content: bytes = b"") -> None:
    """Write a response, and the bytes that come with it."""
    pipe.write(json.dumps({**response, "bytes": len(content)}).encode() + b"\n" + content)
    pipe.flush()


def read_line(pipe: BinaryIO) -> dict[str, Any] | None:
    """The next line, or None where the other side is gone. Raises ValueError for one that is no JSON."""
    line = pipe.readline(LONGEST_LINE)
    return dict(json.loads(line)) if line else None


def read_response(pipe: BinaryIO, most: int) -> tuple[dict[str, Any], bytes]:
    """The next response. Raises EOFError where the other side is gone, ValueError for an invalid response."""
    response = read_line(pipe)
    if response is None:
        raise EOFError("no answer")
    size = int(response["bytes"])
    if not 0 <= size <= most:
        raise ValueError(f"an answer of {size} bytes")
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError("half an answer")
    return response, content
