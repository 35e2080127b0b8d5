"""What the host of the app decides, each in one environment variable: `share_days` is TOPOFMIND_SHARE_DAYS."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

from data.errors import LogError

PREFIX = "TOPOFMIND_"


class SettingError(LogError):
    """A setting that cannot be meant: names the variable, what was found and what to write."""


class _Form(NamedTuple):
    """How a value is written (a pattern for all of it, and in words) and what is made of it."""

    pattern: str
    words: str
    value: Callable[[str], Any] = str


_PLACE = _Form(r".+", "a folder or an address like s3://bucket/prefix")
_WHO = _Form(r"open|signed-in|off", "open, signed-in or off")
_COUNT = _Form(r"[1-9][0-9]{0,6}", "a whole number from 1 to 9999999", int)
_SWITCH = _Form(r"on|off", "on or off")
_BOOL = _Form(r"on|off", "on or off", lambda text: text == "on")
_SOURCE = r"https?://[\w.*-]+(:(\d+|\*))?"  # nothing that could end the directive and begin another
_FRAMES = _Form(
    rf"\*|'none'|('self'|{_SOURCE})( ('self'|{_SOURCE}))*",
    "*, 'none', 'self' or addresses like https://example.org, with spaces between",
)


@dataclass(frozen=True)
class Settings:
    """The choices of a host; the defaults suit one's own machine.

    store: where shares are kept, see `data.store.object_store.open_store`.
    publish: who may publish: anyone, whoever has signed in, or nobody.
    share_days, share_mb, shares: the longest life of a share in days, its largest size in megabytes, and how many
    live ones a person may have.
    keep: whether people may keep their log here, encrypted.
    sql: whether people may write SQL of their own.
    visitors: how many may be served at once by one process; more of them wait.
    frame_ancestors: which sites may show a share in a frame, as in a content-security policy.
    """

    store: str = field(default="./shares", metadata={"form": _PLACE})
    publish: Literal["open", "signed-in", "off"] = field(default="open", metadata={"form": _WHO})
    share_days: int = field(default=365, metadata={"form": _COUNT})
    share_mb: int = field(default=20, metadata={"form": _COUNT})
    shares: int = field(default=100, metadata={"form": _COUNT})
    keep: bool = field(default=True, metadata={"form": _BOOL})
    sql: Literal["on", "off"] = field(default="on", metadata={"form": _SWITCH})
    visitors: int = field(default=40, metadata={"form": _COUNT})
    frame_ancestors: str = field(default="*", metadata={"form": _FRAMES})


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment; one that is empty counts as unset. Raises SettingError."""
    _refuse_misspelt(environment)
    given: dict[str, Any] = {}
    for each in fields(Settings):
        name, form = variable(each.name), each.metadata["form"]
        if text := environment.get(name, "").strip():
            if not re.fullmatch(form.pattern, text):
                raise SettingError(f"{name} is {text!r}. Write {form.words}, or leave it unset.")
            given[each.name] = form.value(text)
    return Settings(**given)


def variable(name: str) -> str:
    """The environment variable that sets a field of Settings."""
    return PREFIX + name.upper()


def _refuse_misspelt(environment: Mapping[str, str]) -> None:
    """A switch under a slightly wrong name would stay open unnoticed. Other names are others' business:
    Kubernetes sets TOPOFMIND_SERVICE_HOST for a service of this name."""
    known = [variable(each.name) for each in fields(Settings)]
    for name in environment.keys() - set(known):
        meant = get_close_matches(
            name.removeprefix(PREFIX), [each.removeprefix(PREFIX) for each in known], 1, 0.75
        )
        if name.startswith(PREFIX) and meant:
            raise SettingError(
                f"{name} is no setting, {PREFIX}{meant[0]} is one. Correct the name or remove it."
            )
