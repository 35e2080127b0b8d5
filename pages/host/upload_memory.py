"""How much of what was brought stays in memory: Streamlit alone keeps every file until its session is gone, asked for
or not.

The pages take a file in the moment it has arrived, so the ones before it can go.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import NamedTuple, cast
from weakref import WeakValueDictionary

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from pages.host import address

UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
ALL = 8
"""How many files of the largest size all sessions together may have here."""


class Upload(NamedTuple):
    """A file that has arrived, by the names under which Streamlit keeps it."""

    session: str
    file: str


class Uploads:
    """After each upload the oldest files go: of its session until they fit into the largest size, of all sessions
    until they fit into `ALL` of it. A session uploads one file at a time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._arrived: list[Upload] = []
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        named = UPLOAD.fullmatch(address.path(scope)) if scope["type"] == "http" else None
        if named is None or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        upload = Upload(*named.groups())

        async def send_and_tidy(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 204:
                self._tidy(upload)
            await send(message)

        turn = self._turns.setdefault(upload.session, asyncio.Lock())
        async with turn:
            await self.app(scope, receive, send_and_tidy)

    def _tidy(self, new: Upload) -> None:
        largest = st.get_option("server.maxUploadSize") * 2**20
        self._arrived.append(new)
        _make_room([upload for upload in self._arrived if upload.session == new.session], largest)
        _make_room(self._arrived, ALL * largest)
        self._arrived = list(_sizes(self._arrived))


def _make_room(uploads: Sequence[Upload], limit: int) -> None:
    """Drop the oldest until the others fit; the newest stays in any case."""
    sizes = _sizes(uploads)
    for upload in list(sizes)[:-1]:
        if sum(sizes.values()) > limit:
            _kept().remove_file(upload.session, upload.file)
            del sizes[upload]


def _sizes(uploads: Sequence[Upload]) -> dict[Upload, int]:
    """The size in bytes of each upload that is still here, oldest first."""
    found = {upload: _kept().get_files(upload.session, [upload.file]) for upload in uploads}
    return {upload: len(files[0].data) for upload, files in found.items() if files}


def _kept() -> MemoryUploadedFileManager:
    return cast(MemoryUploadedFileManager, runtime.get_instance().uploaded_file_mgr)
