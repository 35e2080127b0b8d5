"""Questions about when answers come, and when to write again."""
