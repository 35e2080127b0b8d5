"""Questions about what came before offers, and how it may be counted."""
