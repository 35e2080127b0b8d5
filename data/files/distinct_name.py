"""Names that are no two the same, where a file says one twice."""

from collections.abc import Container


def distinct_name(name: str, taken: Container[str]) -> str:
    """The name, marked as said again as often as it is taken."""
    while name in taken:
        name += " (again)"
    return name
