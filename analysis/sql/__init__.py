"""The SQL of the questions, and what puts it together."""
