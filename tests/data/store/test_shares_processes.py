"""Several servers on one store, each a process of its own: what one does, the others know at once."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from tests.replica import Replica


@pytest.fixture(params=["folder", "s3"])
def replicas(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Replica, Replica]]:
    """Two processes on the same folder, or on the same bucket."""
    place = str(tmp_path / "shares")
    if request.param == "s3":
        monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3"))
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        place = f"s3://shares/{uuid4()}"
    with ExitStack() as both:
        yield both.enter_context(Replica(place)), both.enter_context(Replica(place))


def test_published_on_one_and_opened_on_the_other(replicas: tuple[Replica, Replica]) -> None:
    one, other = replicas
    up = one.do("publish", payload="numbers")
    assert other.do("fetch", token=up["token"]) == one.do("fetch", token=up["token"]) == "numbers"
    assert other.do("is_live", token=up["token"])


@pytest.mark.parametrize("where", [0, 1], ids=["where it was published", "elsewhere"])
def test_revoked_on_either_is_gone_on_both(replicas: tuple[Replica, Replica], where: int) -> None:
    up = replicas[0].do("publish", payload="numbers")
    assert [each.do("is_live", token=up["token"]) for each in replicas] == [True, True]
    assert replicas[where].do("revoke", owner_key=up["owner_key"], share=up["share"]) is None
    assert [each.do("is_live", token=up["token"]) for each in replicas] == [False, False]
    assert [each.do("fetch", token=up["token"]) for each in replicas] == ["ShareGone", "ShareGone"]


def test_one_owner_on_two_servers_has_one_list(replicas: tuple[Replica, Replica]) -> None:
    one, other = replicas
    key = one.do("publish", payload="a")["owner_key"]
    other.do("publish", payload="b", owner_key=key)
    assert one.do("listed", owner_key=key) == other.do("listed", owner_key=key)
    assert [status["state"] for status in one.do("listed", owner_key=key)] == ["live", "live"]


def test_views_on_both_are_all_counted(replicas: tuple[Replica, Replica]) -> None:
    up = replicas[0].do("publish", payload="a")
    for each in replicas:
        each.ask("count_views", token=up["token"], times=20)
    assert [each.answer() for each in replicas] == [None, None]
    assert replicas[0].do("listed", owner_key=up["owner_key"])[0]["views"] == 40


def test_wrong_passwords_on_one_slow_down_the_other(replicas: tuple[Replica, Replica]) -> None:
    one, other = replicas
    token = one.do("publish", payload="a", password="correct horse")["token"]  # noqa: S106
    assert {one.do("fetch", token=token, password="wrong") for _ in range(5)} == {"WrongPassword"}  # noqa: S106
    assert other.do("fetch", token=token, password="correct horse") == "WrongPassword"  # noqa: S106


def test_two_publishers_at_once_lose_and_mix_nothing(replicas: tuple[Replica, Replica]) -> None:
    key = replicas[0].do("publish", payload="first")["owner_key"]
    for name, each in zip("ab", replicas, strict=True):
        each.ask("publish_many", times=25, payload=name * 1000, owner_key=key)
    answers = [each.answer() for each in replicas]
    opened = [{replicas[0].do("fetch", token=up["token"]) for up in answer} for answer in answers]
    assert opened == [{"a" * 1000}, {"b" * 1000}]
    assert [status["state"] for status in replicas[0].do("listed", owner_key=key)] == ["live"] * 51


def test_two_publishers_at_once_never_pass_the_limit(replicas: tuple[Replica, Replica]) -> None:
    key = replicas[0].do("publish", payload="first")["owner_key"]
    for each in replicas:
        each.ask("publish_many", times=20, payload="x", owner_key=key, most=6)
    told = [up for each in replicas for up in each.answer()]
    live = replicas[0].do("listed", owner_key=key)
    assert len([up for up in told if up != "ShareError"]) + 1 == len(live) <= 6


def test_extended_on_one_while_revoked_on_the_other_stays_gone(replicas: tuple[Replica, Replica]) -> None:
    one, other = replicas
    for _ in range(10):
        up = one.do("publish", payload="a")
        one.ask("extend", owner_key=up["owner_key"], share=up["share"], days=90)
        other.ask("revoke", owner_key=up["owner_key"], share=up["share"])
        assert other.answer() is None
        one.answer()
        assert one.do("fetch", token=up["token"]) == "ShareGone"
