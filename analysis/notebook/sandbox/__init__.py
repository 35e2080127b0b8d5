"""SQL of a visitor: checked, then run in a process that can reach nothing but the tables of their log."""
