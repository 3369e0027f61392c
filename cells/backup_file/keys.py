"""The keys a backup is encrypted with (age, X25519), read from the settings, hence from the environment.

Without a passphrase on purpose: age's passphrases cannot be streamed by the library, and people choose short ones.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from pyrage import IdentityError, RecipientError, x25519

from cells.backup_file.layout import BackupFault


def new_key() -> tuple[str, str]:
    """(BACKUP_KEY, BACKUP_RECIPIENT): the secret that reads, the public half that only writes."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipients() -> list[x25519.Recipient]:
    """To whom a new backup is readable. None: no key is set. Raises BackupFault."""
    try:
        public = [x25519.Recipient.from_str(text.strip()) for text in settings.BACKUP_RECIPIENTS if text.strip()]
    except RecipientError as wrong:
        raise BackupFault(_("BACKUP_RECIPIENT is no public key (age1…). `backup --new-key` makes one.")) from wrong
    own = identity()
    return public + ([own.to_public()] if own and str(own.to_public()) not in map(str, public) else [])


def identity() -> x25519.Identity | None:
    """What opens a backup. Raises BackupFault."""
    text = settings.BACKUP_KEY.strip()
    try:
        return x25519.Identity.from_str(text) if text else None
    except IdentityError as wrong:
        message = _("BACKUP_KEY is no secret key (AGE-SECRET-KEY-1…). `backup --new-key` makes one.")
        raise BackupFault(message) from wrong
