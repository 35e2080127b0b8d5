"""What is run beside the app: by the Makefile, and by hand before and after a change."""
