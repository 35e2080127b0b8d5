"""The memory that uploads take: Streamlit alone keeps every uploaded file until its session ends.

The pages copy a file as soon as it has arrived, so the ones before it can go.
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

UPLOAD_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
MOST_FILES = 8
"""How many files of the largest size all sessions together may keep."""


class UploadId(NamedTuple):
    """The names under which Streamlit keeps an uploaded file."""

    session: str
    file: str


class UploadMemory:
    """Removes the oldest files after each upload: those of its session until they fit into the largest size, those
    of all sessions until they fit into `MOST_FILES` of it. A session uploads one file at a time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._arrived: list[UploadId] = []
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match = UPLOAD_PATH.fullmatch(address.path(scope)) if scope["type"] == "http" else None
        if match is None or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        upload = UploadId(*match.groups())

        async def send_and_remove_oldest(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 204:
                self._remove_oldest(upload)
            await send(message)

        turn = self._turns.setdefault(upload.session, asyncio.Lock())
        async with turn:
            await self.app(scope, receive, send_and_remove_oldest)

    def _remove_oldest(self, new: UploadId) -> None:
        largest = st.get_option("server.maxUploadSize") * 2**20
        self._arrived.append(new)
        _drop_oldest([upload for upload in self._arrived if upload.session == new.session], largest)
        _drop_oldest(self._arrived, MOST_FILES * largest)
        self._arrived = list(_sizes(self._arrived))


def _drop_oldest(uploads: Sequence[UploadId], limit: int) -> None:
    """Remove the oldest uploads until the others fit; the newest always stays."""
    sizes = _sizes(uploads)
    for upload in list(sizes)[:-1]:
        if sum(sizes.values()) > limit:
            _file_manager().remove_file(upload.session, upload.file)
            del sizes[upload]


def _sizes(uploads: Sequence[UploadId]) -> dict[UploadId, int]:
    """The size in bytes of each upload that Streamlit still keeps, oldest first."""
    stored = {upload: _file_manager().get_files(upload.session, [upload.file]) for upload in uploads}
    return {upload: len(files[0].data) for upload, files in stored.items() if files}


def _file_manager() -> MemoryUploadedFileManager:
    return cast(MemoryUploadedFileManager, runtime.get_instance().uploaded_file_mgr)
