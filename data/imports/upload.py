"""An upload: a file as it came, and all that its owner said about it. A log is made from it and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pyarrow as pa
import pyarrow.csv

from data.imports.choices import Choices


@dataclass(frozen=True)
class Upload:
    """The bytes of a file, its name, what the person said about it, and until which day it is counted.

    `as_of`: None for the last day on which the log says anything. `merged`: the bytes are a table made of several
    files (`data.combine.merged_table`), and no file that anybody uploaded.
    """

    content: bytes = field(repr=False)
    name: str
    choices: Choices = field(default_factory=Choices)
    as_of: date | None = None
    merged: bool = False

    @cached_property
    def key(self) -> str:
        """What its log is cached by: the bytes and everything said about them."""
        choices = [
            sorted(value.items()) if isinstance(value, dict) else value
            for value in vars(self.choices).values()
        ]
        said = repr((self.name, choices, self.as_of, self.merged))
        return hashlib.sha256(self.content + said.encode()).hexdigest()


def write_csv(header: Sequence[str], cells: pa.Table) -> bytes:
    """A table of text as CSV in UTF-8, every cell as it was."""
    out = pa.BufferOutputStream()
    pyarrow.csv.write_csv(cells.rename_columns(list(header)), out)
    return bytes(out.getvalue().to_pybytes())
