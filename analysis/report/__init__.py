"""All answers in one HTML file."""
