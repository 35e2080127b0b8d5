"""Several files as one log, and a newer version of one of them."""
