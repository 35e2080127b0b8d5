"""HTML in which every text is escaped, because nothing but `Html` gets in as it is."""

from __future__ import annotations

from html import escape


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, *inside: str, **attributes: str | bool) -> Html:
    """One element. Plain texts inside and in attributes are escaped; `class_` is class, True a bare word."""
    written = "".join(
        _attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items()
    )
    return Html(f"<{name}{written}>{join_markup(*inside)}</{name}>")


def scroll_table(table: Html, title: str) -> Html:
    """A table that scrolls by itself where the screen is narrow, also with the keyboard."""
    return tag("div", table, class_="scroll", role="region", aria_label=f"Table: {title}", tabindex="0")


def join_markup(*parts: str) -> Html:
    """Texts and elements one after the other."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def _attribute(name: str, value: str | bool) -> str:
    if value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
