"""The worker's side of a conversation: tables come in once, then requests are answered one at a time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa

from analysis.notebook.sandbox import messages
from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.worker_database import ERRORS, FATAL, Engine, told


def database(pipe: BinaryIO, *, locked: bool) -> tuple[Engine, Limits]:
    """The database that the first request asks for, and the limits it names.

    Asked once before it is handed out, so that all code is loaded while files can still be read.
    """
    hello = messages.read(pipe)
    if hello is None:
        sys.exit("nobody there")
    limits = Limits(**hello["limits"])
    engine = Engine(hello["vocabularies"])
    for name in hello["tables"]:
        engine.load(name, hello["words"].get(name, {}), pa.ipc.open_stream(pipe))
    if locked:
        engine.shut(limits)
    engine.parse("select 1")
    engine.run("select 1", {}, limits)
    return engine, limits


def respond(engine: Engine, request: Mapping[str, Any], limits: Limits) -> None:
    """Answer one request: the tree of a text of SQL, or its rows. Ends the worker after an error that broke it."""
    earlier = {name: pa.ipc.open_stream(sys.stdin.buffer).read_all() for name in request["tables"]}
    try:
        if request["do"] == "parse":
            messages.answer(sys.stdout.buffer, {}, engine.parse(request["sql"]))
        else:
            rows, truncated = engine.run(request["sql"], earlier, limits)
            messages.answer(sys.stdout.buffer, {"truncated": truncated}, rows)
    except ERRORS as error:
        said = told(error)
        broken = said.startswith(FATAL)
        messages.answer(sys.stdout.buffer, {"error": said[:4000], "last": broken})
        if broken:
            sys.exit(said)
