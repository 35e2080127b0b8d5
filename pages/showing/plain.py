"""What somebody wrote, where Streamlit reads Markdown: on a button, in a tooltip."""

from __future__ import annotations

import re

MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def text(written: str) -> str:
    """The text so that it is shown letter for letter: every punctuation mark may be escaped (CommonMark, 2.4)."""
    return MARKS.sub(r"\\\1", written)
