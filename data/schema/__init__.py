"""Texts to columns, words and dates of a log: what is proven is taken, what is not is asked."""
