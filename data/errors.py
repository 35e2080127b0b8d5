"""The errors a person can fix: `str(error)` is the sentence they read."""


class LogError(Exception):
    """Something its owner can put right; says what is wrong, what was found and what to do."""


class UnreadableFile(LogError):
    """The bytes hold no table of text: empty, binary, or another kind of file under this name."""
