"""Questions about what followed what was done, plainly and compared fairly."""
