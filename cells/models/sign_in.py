"""What signing in leaves behind: doors that wait, second factors, sessions. Secrets lie sealed or hashed, never in clear."""

from django.db import models
from django.db.models import Q

from cells.models.account import Account


class SignInDoor(models.Model):
    """Wrong tries in a row at one door: an account (known or not), or an address. `blocked_until`: nothing is looked at.

    `key`: the account's id; for a name that nobody has, and for addresses, a keyed hash, because people type passwords
    into the wrong field.
    """

    class Kind(models.TextChoices):
        ACCOUNT = "account"
        ADDRESS = "address"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=64)
    tries = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    blocked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="sign_in_door_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.tries}"


class AuthenticatorApp(models.Model):
    """The authenticator app of an account (TOTP, RFC 6238): `secret` counts, `pending_secret` is being set up.

    Both sealed (`cells.sealing`), "" when there is none. `last_step`: the time step of the last code that opened, so
    that none opens twice.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="authenticator_app")
    secret = models.CharField(max_length=250, blank=True, default="")
    pending_secret = models.CharField(max_length=250, blank=True, default="")
    last_step = models.BigIntegerField(default=0)
    set_up_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"app of {self.account_id}"


class Passkey(models.Model):
    """A key in a device or a stick (WebAuthn). It opens under the host name it was made at (`rp_id`) and no other."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    rp_id = models.CharField(max_length=253)
    credential_id = models.CharField(max_length=1400, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    transports = models.JSONField(default=list)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.account_id}"


class RecoveryCode(models.Model):
    """One code on the printed sheet: scrypt of it with the salt its sheet shares. Used once."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes")
    salt = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "code_hash"], name="recovery_code_once")]
        indexes = [models.Index(fields=["account"], condition=Q(used_at__isnull=True), name="recovery_codes_left")]

    def __str__(self) -> str:
        return f"recovery code of {self.account_id}"


class AccountSession(models.Model):
    """One browser that is signed in. The session itself is the framework's; this row lets people see and end it.

    `device`: browser and system in words; `address`: shortened, enough to tell the own office from elsewhere.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60)
    address = models.CharField(max_length=45)
    since = models.DateTimeField()
    last_seen = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.device}"
