"""The words of the made-up logs, from `words.toml`."""

import tomllib
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_name("sample_words.toml").read_text(encoding="utf-8"))

FIRST_NAMES: list[str] = _WORDS["first_names"]
LAST_NAMES: list[str] = _WORDS["last_names"]
COMPANY_ADJECTIVES: list[str] = _WORDS["company_adjectives"]
COMPANY_NOUNS: list[str] = _WORDS["company_nouns"]
ROLES: list[str] = _WORDS["roles"]
INDUSTRIES: list[str] = _WORDS["industries"]
SOURCES: list[str] = _WORDS["sources"]
NOTES: list[str] = _WORDS["notes"]
GENERAL: dict[str, str] = _WORDS["general"]
PERSONAL: dict[str, str] = _WORDS["personal"]
