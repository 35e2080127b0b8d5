"""What somebody wrote, where Streamlit reads Markdown: on a button, in a tooltip."""

from __future__ import annotations

import re

MOST_LETTERS = 40
MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def text(written: str) -> str:
    """The text so that it is shown letter for letter: every punctuation mark may be escaped (CommonMark, 2.4)."""
    return MARKS.sub(r"\\\1", written)


def short(written: str) -> str:
    """The text, or its beginning where it is too long for a sentence."""
    return written if len(written) <= MOST_LETTERS else f"{written[:MOST_LETTERS]} …"
