"""Counts in, estimates out: pure functions on numbers, each with its range and its source."""
