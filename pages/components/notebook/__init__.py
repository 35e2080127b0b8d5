"""Parts of the notebook."""
