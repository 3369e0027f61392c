"""The installation's Ed25519 key: made once, kept unreadable to others; its public half goes to the district."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings


class NoPublicKeyError(ValueError):
    """The text is no Ed25519 public key, neither 64 hexadecimal digits nor PEM."""


def installation_key() -> Ed25519PrivateKey:
    """Read from `settings.REPORT_KEY`; made at the first call. Two processes that make it at once keep one key."""
    file = Path(settings.REPORT_KEY)
    if not file.exists():
        _make(file)
    key = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{file.name} holds no Ed25519 key")
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    content = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    try:
        os.link(unfinished, file)  # the first one stays
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half as 64 hexadecimal digits."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def public_pem(key: Ed25519PrivateKey) -> str:
    """The public half as a file for the district."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def read_public_key(text: str) -> str:
    """A key as it was handed over, as 64 hexadecimal digits. Raises NoPublicKeyError."""
    text = text.strip()
    try:
        if text.startswith("-----BEGIN"):
            key = load_pem_public_key(text.encode())
            if not isinstance(key, Ed25519PublicKey):
                raise NoPublicKeyError("another kind of key")
        else:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except NoPublicKeyError:
        raise
    except Exception as error:  # the library's own errors are of many kinds
        raise NoPublicKeyError(str(error)) from None
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def fingerprint(public_key: str) -> str:
    """To read aloud when a key is handed over: the first 128 bits of SHA-256 over the 32 bytes, in groups of four."""
    digest = hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


def is_signed(public_key: str, signature: str, message: bytes) -> bool:
    """Whether the signature (128 hexadecimal digits) over the message was made with this key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
