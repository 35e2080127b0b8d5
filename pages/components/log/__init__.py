"""Parts of the page of the log: bring it, look it over, put it right, keep it, take it away."""
