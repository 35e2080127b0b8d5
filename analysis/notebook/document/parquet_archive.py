"""The tables of a log as Parquet files in one archive: what an `.ipynb` reads."""

from __future__ import annotations

import io
from zipfile import ZipFile

from analysis import export
from analysis.notebook.document.ipynb import FOLDER
from analysis.notebook.sandbox.log_tables import read_tables
from data.imports.log import MeasuredLog


def write_archive(log: MeasuredLog) -> bytes:
    """A folder of Parquet files, one for each table that SQL can read."""
    out = io.BytesIO()
    with ZipFile(out, "w") as file:  # not compressed: Parquet is
        for name, rows in read_tables(log).items():
            file.writestr(f"{FOLDER}/{name}.parquet", export.write_parquet(rows))
    return out.getvalue()
