"""The ward organization and what stands below it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.vietnamese import fold, tidy
from cells.vocabulary import CellKind, OrganizationKind


class Organization(models.Model):
    """Ward organization (đảng bộ phường), subordinate committee (đảng bộ trực thuộc), cell (chi bộ) or agency.

    The tree may have a committee between ward and cell; the pool of the 20% cap stays the ward (rules C1).
    """

    ward = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=20, choices=OrganizationKind)
    cell_kind = models.CharField(max_length=20, choices=CellKind, blank=True)
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, editable=False)
    established_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ward", "code"], name="organization_code_once_in_ward"),
            models.UniqueConstraint(fields=["code"], condition=Q(kind="ward"), name="ward_code_once"),
            models.CheckConstraint(
                condition=Q(kind="ward", ward__isnull=True, parent__isnull=True)
                | (~Q(kind="ward") & Q(ward__isnull=False, parent__isnull=False)),
                name="organization_below_ward_has_ward_and_parent",
            ),
            models.CheckConstraint(
                condition=Q(established_on__isnull=True)
                | Q(dissolved_on__isnull=True)
                | Q(dissolved_on__gte=models.F("established_on")),
                name="organization_dissolved_after_established",
            ),
        ]

    def save(self, *args, **kwargs):
        self.name = tidy(self.name)
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name

    @property
    def ward_root_id(self) -> int:
        """Id of the ward this organization belongs to; the ward's own id for the ward."""
        return self.ward_id or self.pk


class WardProfile(models.Model):
    """What a ward's papers print: names, place, signatory, receiving body."""

    ward = models.OneToOneField(Organization, models.PROTECT, related_name="profile")
    superior_name = models.CharField(_("Superior organization"), max_length=200)
    committee_name = models.CharField(_("Name of the ward committee"), max_length=200)
    deciding_body = models.CharField(_("Deciding body"), max_length=200)
    place = models.CharField(_("Place in the heading"), max_length=100)
    document_symbol = models.CharField(_("Document symbol"), max_length=20)
    signing_authority = models.CharField(_("Authority mark above the signature"), max_length=100)
    signatory_position = models.CharField(_("Position of the signatory"), max_length=100)
    signatory_name = models.CharField(_("Name of the signatory"), max_length=100)
    receiving_body = models.CharField(_("Receiving body"), max_length=200)
    recipients = models.TextField(_("Recipients, one a line"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.committee_name
