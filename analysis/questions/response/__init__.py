"""Questions about response rates, and groups beside each other."""
