"""The command line: its options, and the files that they name."""
