"""Accounts and the mandates that say what they may do."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, override

from cells.acting import Deputyship
from cells.models.collective import Collective
from cells.models.member import Member
from cells.models.organization import Organization
from cells.vocabulary import ROLE_CHOICES


class AccountManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> "Account":
        account = self.model(username=username.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str) -> "Account":
        """Names are kept in small letters; a phone that begins with a capital must not lock anybody out."""
        return self.get(username=username.strip().lower())


class Account(AbstractBaseUser):
    """A person who signs in. What the account may do comes from its mandates alone."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=150)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="accounts")
    # Where reminders go by e-mail; without one they are read in the portal only.
    email = models.EmailField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    # A first password is printed on a slip and works once: it must be changed at the first sign-in.
    must_change_password = models.BooleanField(default=False)
    # Made by an invitation to `member`, opened with a PIN of digits, for that person's own review alone.
    uses_pin = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=1)

    objects = AccountManager()

    # Set for one request while the holder acts in another's place (cells.access.act_as); nothing of it is stored here.
    acting: Deputyship | None = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(uses_pin=True), name="pin_account_once_a_member"),
            models.CheckConstraint(
                condition=Q(uses_pin=False) | Q(member__isnull=False), name="pin_account_is_a_members"
            ),
        ]

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def signature(self) -> str:
        """The name that is kept with a deed: of a deputy both names, in the language of the records."""
        if self.acting is None:
            return self.display_name
        with override("vi"):
            return gettext("%(deputy)s, in the place of %(principal)s") % {
                "deputy": self.display_name,
                "principal": self.acting.principal_name,
            }

    def __str__(self) -> str:
        return self.username


class Mandate(models.Model):
    """Account × organization or collective × role × from/to. Without one an account sees nothing.

    `acts_for`: a deputy's mandate, held in the place of that account, always with a last day. It counts only while the
    deputy says so, and everything done then bears both names.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="mandates")
    acts_for = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="deputy_mandates")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="mandates")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="mandates")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, collective__isnull=True)
                | Q(organization__isnull=True, collective__isnull=False),
                name="mandate_over_one_unit",
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=models.F("from_date")),
                name="mandate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(acts_for__isnull=True) | (Q(to_date__isnull=False) & ~Q(acts_for=models.F("account"))),
                name="deputy_mandate_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.organization_id or self.collective_id}"
