"""Made-up logs whose true effects are known."""
