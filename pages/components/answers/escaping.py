"""Texts of the log where Streamlit reads Markdown: on a button, in a tooltip."""

from __future__ import annotations

import re

MOST_LETTERS = 40
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escape_markdown(written: str) -> str:
    """The text so that every letter is shown as it is: any punctuation mark may be escaped (CommonMark, 2.4)."""
    return PUNCTUATION.sub(r"\\\1", written)


def shorten(written: str) -> str:
    """The text, or its beginning if it is too long for a sentence."""
    return written if len(written) <= MOST_LETTERS else f"{written[:MOST_LETTERS]} …"
