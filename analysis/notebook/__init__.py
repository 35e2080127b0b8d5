"""SQL of a visitor, run where it can reach nothing but that visitor's log."""
