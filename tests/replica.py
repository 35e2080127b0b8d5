"""A server process as far as shares go: `python -m tests.replica STORE` does what a line of JSON asks, line by line.

A line names a verb of `data.store.shares` and its arguments; the answer is what it returns, or the name of its error.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from data.errors import LogError
from data.store import shares
from data.store.object_store import open_store
from data.store.shares import Limits
from tests.paths import ROOT


class Replica:
    """The parent's side of such a process; it is killed at the end of the `with`."""

    def __init__(self, store: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.replica", store],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, verb: str, **arguments: Any) -> None:
        """Have it begin; the answer is fetched by `answer`."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([verb, arguments]) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def do(self, verb: str, **arguments: Any) -> Any:
        self.ask(verb, **arguments)
        return self.answer()


def _published(store: Any, payload: str, now: datetime, most: int = 100, **rest: Any) -> dict[str, str]:
    up = shares.publish(store, payload.encode(), level="numbers", now=now, limits=Limits(shares=most), **rest)
    return {"token": up.token, "owner_key": up.owner_key, "share": up.share}


def _count_views(store: Any, token: str, times: int, now: datetime) -> None:
    for _ in range(times):
        shares.count_view(store, token, now)


VERBS: dict[str, Callable[..., Any]] = {
    "publish": _published,
    "publish_many": lambda store, times, **rest: [_tried(_published, store, **rest) for _ in range(times)],
    "fetch": lambda store, **rest: shares.fetch(store, **rest).decode(),
    "is_live": shares.is_live,
    "count_views": _count_views,
    "listed": lambda store, **rest: [asdict(status) for status in shares.list_shares(store, **rest)],
    "revoke": lambda store, now, **rest: shares.revoke(store, **rest),  # noqa: ARG005 - it needs no moment
    "extend": lambda store, **rest: shares.extend(store, **rest),
}


def _tried(verb: Callable[..., Any], *arguments: Any, **rest: Any) -> Any:
    try:
        return verb(*arguments, **rest)
    except LogError as error:
        return type(error).__name__


def main() -> None:
    """Answer each line of standard input by a line of standard output."""
    store = open_store(sys.argv[1])
    for line in sys.stdin:
        verb, arguments = json.loads(line)
        answer = _tried(VERBS[verb], store, now=datetime.now(UTC), **arguments)
        print(json.dumps(answer, default=str), flush=True)


if __name__ == "__main__":
    main()
