"""What each family of questions makes of its counts: rows, and a verdict in words."""
