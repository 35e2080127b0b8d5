"""Questions about the whole search: how much was sent, and how far it came."""
