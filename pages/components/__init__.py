"""What pages are made of: parts of the log, of answers, of the notebook and of sharing."""
