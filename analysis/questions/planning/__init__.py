"""Questions about what to expect, and what to try."""
