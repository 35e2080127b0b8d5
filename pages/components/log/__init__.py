"""Parts of the Log page: upload, check, correct, save and download a log."""
