"""How many examples a property is tried with: a few in `make test`, all of them with the long tests."""

from hypothesis import settings

QUICK, THOROUGH = "quick", "thorough"

# The same examples in every run, and no verdict that depends on how busy the machine is.
settings.register_profile(QUICK, max_examples=30, derandomize=True, deadline=None)
settings.register_profile(THOROUGH, derandomize=True, deadline=None)


def examples(quick: int, *, thorough: int) -> settings:
    """The number of examples of one test, for one that costs more than a moment."""
    return settings(max_examples=thorough if settings.get_current_profile_name() == THOROUGH else quick)
