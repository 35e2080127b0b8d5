"""Random numbers that are the same for the same data, today and tomorrow, here and on the server."""

import json
from datetime import date
from hashlib import sha256

import numpy as np


def seeded_generator(*parts: object) -> np.random.Generator:
    """A generator fixed by `parts`: numbers, text, dates, None, or lists and string-keyed mappings of them.

    Python's own `hash` differs between processes, so the seed is the SHA-256 of the parts as JSON.
    TypeError for anything without a lasting text, such as a set or an object.
    """
    text = json.dumps(parts, sort_keys=True, default=_to_plain)
    return np.random.Generator(np.random.PCG64(int.from_bytes(sha256(text.encode()).digest())))


def _to_plain(part: object) -> object:
    if isinstance(part, date):
        return part.isoformat()
    if isinstance(part, np.generic | np.ndarray):
        return part.tolist()
    raise TypeError(f"A seed cannot be made from {type(part).__name__}: its text may differ next time.")
