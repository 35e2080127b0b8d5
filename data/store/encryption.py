"""Bytes under a password: whoever has the bytes and not the password has nothing.

The key is made of the password by Argon2id with the second recommended parameters of RFC 9106 (section 4): three
passes over 64 MiB, four lanes, a random salt of 128 bits. The bytes are encrypted and authenticated by AES-256-GCM.
"""

import secrets
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_SALT, _NONCE = 16, 12  # bytes


def seal(content: bytes, password: str, name: str) -> bytes:
    """Salt, nonce and ciphertext of `content`; what is sealed under one `name` opens under no other."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    return salt + nonce + _cipher(password, salt).encrypt(nonce, content, name.encode())


def unseal(sealed: bytes, password: str, name: str) -> bytes | None:
    """The content, or None when the password is not the one."""
    salt, nonce, rest = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
    try:
        return _cipher(password, salt).decrypt(nonce, rest, name.encode())
    except InvalidTag:
        return None


def _cipher(password: str, salt: bytes) -> AESGCM:
    """The same letters are the same password, however a keyboard composes them."""
    derivation = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    spelt = unicodedata.normalize("NFKC", password).encode(errors="surrogatepass")
    return AESGCM(derivation.derive(spelt))
