"""The catalogue of questions as Markdown: the part of the README that is written by the code it describes."""

from __future__ import annotations

from analysis.question import Question
from analysis.questions import QUESTIONS
from data.errors import LogError

BEGIN = "<!-- Written by `python -m analysis questions --markdown README.md`; change analysis/questions/ instead. -->"
NEVER_SHARED = " Its rows hold names or texts and are never shared."
END = "<!-- end of what is written -->"


class NoPlace(LogError):
    """A text has no place that is marked for the catalogue."""


def catalogue() -> str:
    """Every question: its key, its title, what it takes, and the columns of its rows."""
    return "\n\n".join(map(_question_markdown, QUESTIONS.values()))


def insert_catalogue(text: str) -> str:
    """The text with the catalogue between its two marks. Raises NoPlace where a mark is missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise NoPlace(
            f"There is no place for the catalogue: it goes between two lines, “{BEGIN}” and “{END}”."
        )
    return f"{before}{begin}\n\n{catalogue()}\n\n{end}{after}"


def _question_markdown(question: Question) -> str:
    columns = [f"| `{name}` | {_cell(meaning)} |" for name, meaning in question.meanings.items()]
    return "\n".join(
        [
            f"<details><summary><code>{question.key}</code> {question.title}</summary>",
            "",
            f"{_parameters_text(question)}{'' if question.shareable else NEVER_SHARED}",
            "",
            "| column | what it holds |",
            "|---|---|",
            *columns,
            "",
            "</details>",
        ]
    )


def _parameters_text(question: Question) -> str:
    if not question.defaults:
        return "Takes no parameters."
    names = [f"`{name}`{'' if value is None else f' ({value})'}" for name, value in question.defaults.items()]
    return f"Parameters: {', '.join(names)}."


def _cell(meaning: str) -> str:
    return meaning.replace("|", r"\|")
