"""Questions about the playbook, measured."""
