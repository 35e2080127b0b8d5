"""Parts of publishing a dashboard, and of looking at one."""
