"""From an upload to a measured log: every row accounted for."""
