"""Proof of search: each week of looking for work, for the office that asks."""
