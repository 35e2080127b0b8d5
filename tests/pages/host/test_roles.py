"""Who may do what with a share: every role tries everything, on the store and over HTTP."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from secrets import token_urlsafe

import pytest
from obstore.store import ObjectStore

from data.store import shares
from data.store.object_store import open_store
from data.store.shares import NewShare, ShareError
from tests.serving import Server, Visitor, ask

NOW = datetime(2026, 8, 1, tzinfo=UTC)
ACTS: dict[str, Callable[[ObjectStore, str, str], object]] = {
    "open": lambda store, key, _: shares.fetch(store, key, now=NOW),
    "list": lambda store, key, share: [
        s for s in shares.list_shares(store, key, now=NOW) if s.share == share
    ],
    "extend": lambda store, key, share: shares.extend(store, key, share, 60, NOW),
    "revoke": lambda store, key, share: revoked(store, key, share),
}
MAY = {
    "stranger": set(),
    "viewer": {"open"},
    "another owner": set(),
    "the share's name": set(),
    "owner": {"list", "extend", "revoke"},
}


def published(store: ObjectStore) -> NewShare:
    return shares.publish(store, b"numbers", owner_key=None, level="numbers", days=30, label="", now=NOW)


@pytest.mark.usefixtures("unhurried")
def test_each_role_can_do_what_it_may_and_nothing_else(tmp_path: Path) -> None:
    can: dict[str, set[str]] = {}
    store = open_store(str(tmp_path))
    for role in MAY:
        mine, others = published(store), published(store)
        keys = {
            "stranger": token_urlsafe(32),
            "viewer": mine.token,
            "another owner": others.owner_key,
            "the share's name": mine.share,
            "owner": mine.owner_key,
        }
        can[role] = {act for act, do in ACTS.items() if tried(do, store, keys[role], mine.share)}
    assert can == MAY


def revoked(store: ObjectStore, key: str, share: str) -> bool:
    shares.revoke(store, key, share)
    return True


def tried(do: Callable[[ObjectStore, str, str], object], store: ObjectStore, key: str, share: str) -> bool:
    """Whether it worked."""
    with suppress(ShareError):
        return bool(do(store, key, share))
    return False


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/", "/log", "/share", "/shared?id=any", "/media/any.csv", "/health", "/_stcore/health"]
)
def test_nothing_is_changed_by_asking_for_it(host: Server, method: str, path: str) -> None:
    allowed = {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_FOUND}
    assert ask(host, path, method).status in allowed


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_foreign_page_can_neither_bring_nor_delete_a_file(host: Server, method: str) -> None:
    with Visitor(host) as visitor:
        path = f"/_stcore/upload_file/{visitor.open()}/file"
        assert ask(host, path, method, {"Cookie": "_streamlit_xsrf=any"}).status == HTTPStatus.FORBIDDEN
