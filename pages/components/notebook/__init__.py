"""Parts of the Notebook page."""
