"""What the server writes down: nothing with which somebody could step into a session or open a share."""

from __future__ import annotations

import logging
import re
from typing import Any

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A session by its id, which is all that Streamlit asks for to let somebody into it."""


def write_no_secrets() -> None:
    """Leave the ids of sessions out of every line, and keep no list of requests: their addresses open shares."""
    logging.getLogger("uvicorn.access").disabled = True
    made_before = logging.getLogRecordFactory()

    def without_ids(*args: Any, **told: Any) -> logging.LogRecord:
        record = made_before(*args, **told)
        if ID.search(said := record.getMessage()):
            record.msg, record.args = ID.sub("(session)", said), None
        return record

    logging.setLogRecordFactory(without_ids)
