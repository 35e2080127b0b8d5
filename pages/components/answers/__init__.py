"""How answers are shown: the same on every page."""
