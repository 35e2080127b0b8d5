"""Who is who in a LinkedIn archive: its owner, and the people they wrote to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from data.exports.owner_question import ask_for_owner, most_frequent
from data.exports.table_rows import ExportRow
from data.imports.choices import Choices
from data.imports.report import OpenQuestion

NOBODY = {"", "linkedin member"}
"""How LinkedIn calls those who left it or hide: they are not one person."""
PROFILE = re.compile(r"/(in/[^/?#,\s]+)")


@dataclass(frozen=True)
class Owner:
    """The one whose archive it is: the name, how their profile ends, and the question to ask if that is not sure."""

    name: str = ""
    profiles: frozenset[str] = frozenset()
    open_questions: tuple[OpenQuestion, ...] = ()

    def is_(self, name: str, profile: str = "") -> bool:
        """Whether this is the owner, by profile or by name."""
        return slug(profile) in self.profiles or name.casefold() == self.name.casefold()


class Person(NamedTuple):
    """Somebody by name and by profile (in/ines-okafor), which may be empty."""

    name: str
    profile: str = ""


class Invitation(NamedTuple):
    """An invitation of the owner's: when, the number of its row, to whom, and its note, which may be empty."""

    at: str
    key: int
    who: Person
    note: str


class Network:
    """The people of an archive: for which company they work, and how they were invited.

    `invitations`: those that the owner sent. `accepted_on`: the number of each that was accepted, with the day.
    """

    def __init__(self, connections: list[ExportRow], owner: Owner) -> None:
        self.owner = owner
        self.invitations: list[Invitation] = []
        self.accepted_on: dict[int, str] = {}
        self._companies: dict[str, str] = {}
        self._invited: dict[str, list[Invitation]] = defaultdict(list)
        self._asked: set[str] = set()
        for row in connections:
            for known in keys_of(self.person(self.name_of(row), row["url"])):
                self._companies.setdefault(known, row["company"])

    def person(self, name: str, profile: str = "") -> Person:
        return Person(name, slug(profile))

    def name_of(self, connection: ExportRow) -> str:
        """First and last name; "" for a member who hides."""
        return " ".join(filter(None, (connection["first name"], connection["last name"])))

    def cells(self, who: Person) -> dict[str, str]:
        """With whom: as columns of a log. What is sent to one company is one opportunity, else to one person."""
        company = next((self._companies[key] for key in keys_of(who) if key in self._companies), "")
        return {"contact": who.name, "company": company, "opportunity": company or who.name}

    def invite(self, invitation: Invitation) -> None:
        """Note an invitation that the owner sent."""
        self.invitations.append(invitation)
        for known in keys_of(invitation.who):
            self._invited[known].append(invitation)

    def last_to(self, who: Person, until: str) -> int | None:
        """The number of the last invitation to somebody by a moment (by its end, if it is a day)."""
        invited = [
            each
            for known in keys_of(who)
            for each in self._invited.get(known, ())
            if each.at[: len(until)] <= until
        ]
        return max(invited).key if invited else None

    def note_invitation(self, invitation: ExportRow) -> None:
        """Note who sent an invitation to the owner."""
        self._asked.update(keys_of(self.person(invitation["from"], invitation["inviter profile url"])))

    def has_invited(self, who: Person) -> bool:
        """Whether somebody sent the owner an invitation."""
        return not self._asked.isdisjoint(keys_of(who))


def slug(profile: str) -> str:
    """The end of a profile's address: in/ines-okafor; "" for those of several people."""
    found = PROFILE.search(profile.casefold())
    return found[1] if found and "," not in profile else ""


def find_owner(rows: Mapping[str, list[ExportRow]], choices: Choices) -> Owner:
    """Whose archive it is: as the person said, as the directions say, as the profile says, else who takes part most.

    Where two take part in every message, the person is asked; the one who wrote first is taken until then.
    """
    said = choices.chosen.get("owner", "")
    directed = Counter(_directed(rows))
    profile = next((f"{row['first name']} {row['last name']}" for row in rows["profile"]), "")
    named = said or next((name for name, _ in directed.most_common(1)), "") or profile
    if named:
        return Owner(named, _profiles(rows, named))
    taking_part = _most_frequent_names(rows["messages"])
    if len(taking_part) <= 1:
        name = next(iter(taking_part), "")
        return Owner(name, _profiles(rows, name))
    return Owner(
        taking_part[0], _profiles(rows, taking_part[0]), (_who_are_you(rows["messages"], taking_part),)
    )


def _directed(rows: Mapping[str, list[ExportRow]]) -> Iterator[str]:
    """The owner's name in every row that says which way it went."""
    for row in (*rows["invitations"], *rows["messages"]):
        direction = row["direction"].casefold()
        name = row["from"] if direction == "outgoing" else row["to"] if direction == "incoming" else ""
        if name:
            yield name


def _profiles(rows: Mapping[str, list[ExportRow]], name: str) -> frozenset[str]:
    """The profiles from which somebody with this name wrote."""
    written = (slug(row["sender profile url"]) for row in rows["messages"] if row["from"] == name)
    return frozenset(filter(None, written))


def _most_frequent_names(messages: list[ExportRow]) -> list[str]:
    """Who takes part in the most messages, the one who wrote the earliest of them first."""
    present: Counter[str] = Counter()
    for row in messages:
        parts = dict.fromkeys((row["from"], row["to"], *row["to"].split(", ")))
        present.update(part for part in parts if part.casefold() not in NOBODY)
    writers = dict.fromkeys(row["from"] for row in sorted(messages, key=lambda row: row["date"]))
    return sorted(
        most_frequent(present),
        key=lambda name: list(writers).index(name) if name in writers else len(writers),
    )


def _who_are_you(messages: list[ExportRow], names: list[str]) -> OpenQuestion:
    examples = ({"from": row["from"], "to": row["to"], "sent": row["date"]} for row in messages[:3])
    return ask_for_owner("Whose messages are these", names, ("FROM", "TO"), examples)


def keys_of(who: Person) -> tuple[str, ...]:
    """By what somebody is known: the profile, and the name unless it is nobody's."""
    name = who.name.casefold()
    return tuple(key for key in (who.profile, name) if key not in NOBODY)
