"""A notebook: its cells, their results, and its form in files."""
