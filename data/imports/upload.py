"""A file and what was said about it: all that a log is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.csv

from data.imports.choices import Choices


@dataclass(frozen=True)
class File:
    """The bytes of a file, its name, and what the person said about it."""

    content: bytes = field(repr=False)
    name: str
    choices: Choices = field(default_factory=Choices)


def written(header: Sequence[str], cells: pa.Table) -> bytes:
    """A table of text as CSV in UTF-8, every cell as it was."""
    out = pa.BufferOutputStream()
    pyarrow.csv.write_csv(cells.rename_columns(list(header)), out)
    return bytes(out.getvalue().to_pybytes())
