"""A text of a notebook, to read: the same for its owner and for the viewers of a share."""

from __future__ import annotations

import streamlit as st

from analysis.notebook.document import notebook_html

TEXT_STYLE = (
    ".written :is(th, td) { padding: 0.25rem 1rem 0.25rem 0; text-align: start; "
    "border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); } "
    ".written table { border-collapse: collapse; } .written pre { overflow-x: auto; } "
)


def show_text(text: str) -> None:
    """Draw Markdown. A notebook can come from anybody, so its texts load nothing and link to nothing."""
    if text.strip():
        st.html(
            f"<style>{TEXT_STYLE}</style><div class='written'>{notebook_html.render_markdown(text, links=False)}</div>"
        )
    else:
        st.caption("Nothing written yet.")
