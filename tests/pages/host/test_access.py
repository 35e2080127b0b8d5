"""Under which headers the app answers, to whom, and what it never answers."""

import re
from http import HTTPStatus
from pathlib import Path

import pytest
import streamlit as st
from starlette.routing import Mount
from websockets.exceptions import InvalidStatus

from tests.serving import UVICORN, Server, Visitor, ask, served

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; media-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; "
    "frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {}"
)
EVERYWHERE = (
    "/",
    "/log",
    "/share",
    "/nowhere",
    "/shared",
    "/health",
    "/_stcore/health",
    "/media/no",
    "/static/no.js",
)
INTERNAL = (
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/script-health-check",
    "/_stcore/allowed-message-origins",
    "/_stcore",
    "/component/any/index.html",
    "/app/static/any.txt",
    "//_stcore/metrics",
    "/log/../_stcore/metrics",
    "/%5fstcore/metrics",
)


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_forbids_foreign_content_and_frames(host: Server, path: str) -> None:
    headers = ask(host, path).headers
    assert headers["content-security-policy"] == POLICY.format("'none'")
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_a_download_is_kept_nowhere_on_its_way(host: Server) -> None:
    assert ask(host, "/media/any.csv").headers["cache-control"] == "private, no-store"


def test_a_share_may_be_framed_and_is_not_for_search_engines(host: Server) -> None:
    headers = ask(host, "/shared?id=any&embed=true").headers
    assert headers["content-security-policy"] == POLICY.format("*")
    assert headers["x-robots-tag"] == "noindex"


def test_the_host_says_who_may_frame_a_share_and_under_which_path_all_this_lies(tmp_path: Path) -> None:
    settings = {"TOPOFMIND_FRAME_ANCESTORS": "https://a.example", "STREAMLIT_SERVER_BASE_URL_PATH": "jobs"}
    with served(tmp_path / "log", settings) as below:
        framed = {
            path: ask(below, path).headers["content-security-policy"]
            for path in ("/jobs/shared?id=x", "/jobs")
        }
        found = {
            path: ask(below, path).status for path in ("/jobs/health", "/jobs/_stcore/metrics", "/jobs/log")
        }
    assert [policy.rpartition(" ")[2] for policy in framed.values()] == ["https://a.example", "'none'"]
    assert found == {"/jobs/health": 200, "/jobs/_stcore/metrics": 404, "/jobs/log": 200}


@pytest.mark.parametrize("path", INTERNAL)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_internal_routes_do_not_answer(host: Server, path: str, method: str) -> None:
    reply = ask(host, path, method)
    assert reply.status in (HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST)
    assert b"session" not in reply.body


@pytest.mark.parametrize(
    "name", ["evil.example", "localhost.evil.example", "evil.example:8501", "10.0.0.1", ""]
)
def test_another_name_is_refused_with_a_word_on_what_to_do(host: Server, name: str) -> None:
    reply = ask(host, "/", headers={"Host": name})
    assert reply.status == HTTPStatus.MISDIRECTED_REQUEST
    assert b"STREAMLIT_SERVER_ALLOWED_HOSTS" in reply.body


@pytest.mark.parametrize("path", ["/health", "/_stcore/health"])
def test_the_health_of_the_app_is_told_under_any_name(host: Server, path: str) -> None:
    reply = ask(host, path, headers={"Host": "10.0.0.1:8501"})
    assert (reply.status, reply.body) == (200, b"ok")


def test_the_app_is_unwell_without_its_store(tmp_path: Path) -> None:
    store = tmp_path / "shares"
    with served(tmp_path / "log", {"TOPOFMIND_STORE": str(store)}) as running:
        for path in (*store.rglob("*"), store):
            path.chmod(0o700)
        (store / "v1").rename(tmp_path / "moved")
        (store / "v1").write_text("a file where a folder should be")
        reply = ask(running, "/health")
    assert reply.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert b"The place where shares are kept" in reply.body
    assert str(tmp_path).encode() not in reply.body


def test_the_apps_own_page_may_connect(host: Server) -> None:
    with Visitor(host) as visitor:
        assert re.fullmatch(r"[0-9a-f-]{36}", visitor.open())


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://localhost:3000", "http://127.0.0.1"]
)
def test_no_other_page_may_connect_and_nobody_who_does_not_say(host: Server, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused:
        Visitor(host, origin=origin)
    assert refused.value.response.status_code == HTTPStatus.FORBIDDEN


def test_a_name_that_points_here_is_no_way_in(host: Server) -> None:
    """DNS rebinding: page and connection agree on a name that is not ours."""
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    upgrade |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    found = {
        name: ask(
            host, "/_stcore/stream", headers=upgrade | {"Host": name, "Origin": f"http://{name}"}
        ).status
        for name in (host.host, "evil.example")
    }
    assert found == {host.host: HTTPStatus.SWITCHING_PROTOCOLS, "evil.example": HTTPStatus.FORBIDDEN}


def test_uvicorn_serves_the_same_app_and_writes_down_no_request(tmp_path: Path) -> None:
    with served(tmp_path / "log", command=UVICORN) as running:
        headers = ask(running, "/shared?id=secret-token").headers
        metrics = ask(running, "/_stcore/metrics").status
    assert (headers["content-security-policy"], metrics) == (POLICY.format("*"), HTTPStatus.NOT_FOUND)
    assert "secret-token" not in running.log.read_text()


def test_no_id_of_a_session_is_written_down(tmp_path: Path) -> None:
    with served(tmp_path / "log", command=UVICORN) as running, Visitor(running) as visitor:
        session = visitor.open()
        assert visitor.upload(session, "file", b"a,b\n1,2\n") == HTTPStatus.NO_CONTENT
        with Visitor(running, session=session) as again:
            again.open()
        assert visitor.upload("not-a-session", "file", b"") == HTTPStatus.BAD_REQUEST
    written = running.log.read_text()
    assert "Uvicorn running" in written
    assert session not in written


def test_nobody_chooses_the_id_of_a_session(host: Server) -> None:
    with Visitor(host, session="0e0e0e0e-0000-4000-8000-000000000000") as visitor:
        assert visitor.open() != "0e0e0e0e-0000-4000-8000-000000000000"


def test_who_knows_the_id_of_a_session_holds_it(host: Server) -> None:
    """What stays open: the id is all that Streamlit asks for. So it is never shown or written down, and dies soon."""
    with Visitor(host) as owner:
        session = owner.open()
        with Visitor(host, session=session) as thief:
            assert thief.open() == session
    assert st.get_option("server.disconnectedSessionTTL") <= 30


def test_an_upgrade_of_streamlit_opens_no_route_unseen() -> None:
    app = st.App(Path(__file__))
    routes = {
        getattr(route, "path", "")
        for route in app._build_starlette_app().routes
        if not isinstance(route, Mount)
    }
    assert sorted(routes) == [
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
        "/_stcore/bidi-components/{path:path}",
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/metrics",
        "/_stcore/stream",
        "/_stcore/upload_file/{session_id}/{file_id}",
        "/auth/login",
        "/auth/logout",
        "/component/{path:path}",
        "/media/{file_id:path}",
        "/oauth2callback",
    ]
