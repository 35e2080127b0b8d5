"""Bytes to tables of text: nothing is guessed about what a cell means."""
