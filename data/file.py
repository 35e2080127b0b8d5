"""A file and what was said about it: all that a log is made of."""

from dataclasses import dataclass, field

from data.understanding import Choices


@dataclass(frozen=True)
class File:
    """The bytes of a file, its name, and what the person said about it."""

    content: bytes = field(repr=False)
    name: str
    choices: Choices = field(default_factory=Choices)
