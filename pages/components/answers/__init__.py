"""How answers look, on every page and in every share."""
