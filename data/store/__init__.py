"""What is kept beyond a session, and for whom: shares, kept logs, and the store that holds them."""
