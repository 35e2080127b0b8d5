"""The worker's side of its pipes: tables come in once, then requests one at a time, each with its response."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa

from analysis.notebook.sandbox import messages
from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.worker_database import FATAL_ERRORS, QUERY_ERRORS, WorkerDatabase, error_text


def open_database(pipe: BinaryIO, *, locked: bool) -> tuple[WorkerDatabase, Limits]:
    """The database that the first request asks for, and the limits it names.

    It runs one query before it is returned, so that all code is loaded while files can still be read.
    """
    hello = messages.read_line(pipe)
    if hello is None:
        sys.exit("nobody there")
    limits = Limits(**hello["limits"])
    database = WorkerDatabase(hello["vocabularies"])
    for name in hello["tables"]:
        database.load(name, hello["words"].get(name, {}), pa.ipc.open_stream(pipe))
    if locked:
        database.lock(limits)
    database.parse("select 1")
    database.run("select 1", {}, limits)
    return database, limits


def respond(database: WorkerDatabase, request: Mapping[str, Any], limits: Limits) -> None:
    """Respond to one request with the tree of a text of SQL, or its rows. Ends the worker after a fatal error."""
    earlier = {name: pa.ipc.open_stream(sys.stdin.buffer).read_all() for name in request["tables"]}
    try:
        if request["do"] == "parse":
            messages.send_response(sys.stdout.buffer, {}, database.parse(request["sql"]))
        else:
            rows, truncated = database.run(request["sql"], earlier, limits)
            messages.send_response(sys.stdout.buffer, {"truncated": truncated}, rows)
    except QUERY_ERRORS as error:
        message = error_text(error)
        broken = message.startswith(FATAL_ERRORS)
        messages.send_response(sys.stdout.buffer, {"error": message[:4000], "last": broken})
        if broken:
            sys.exit(message)
