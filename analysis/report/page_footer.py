"""The footer of every printed page."""

from __future__ import annotations


def footer_css(text: str) -> str:
    """CSS that prints `text` and the page number below each page (browsers without page margin boxes leave it out).

    Nothing in the text can end the string, the rule or the element it is in: all but letters and digits are
    written as escapes.
    """
    written = "".join(each if each.isascii() and each.isalnum() else f"\\{ord(each):06x}" for each in text)
    return (
        "@page { font: 8pt sans-serif; "
        f'@bottom-left {{ content: "{written}"; width: 80%; }} '
        '@bottom-right { content: counter(page) " / " counter(pages); } }'
    )
