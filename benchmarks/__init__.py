"""How long the answers take, beside what bare DuckDB, pandas and polars take for the same."""
