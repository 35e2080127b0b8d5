"""Bytes in, tables out. No statistics and no screen."""
