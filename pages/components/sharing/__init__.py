"""Parts of the Share page, and of the page that viewers see."""
