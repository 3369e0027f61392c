"""The words of the ground, as choices of the database. Codes are those of the dossier (dossier-format)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cells.roles import Role

ROLE_LABELS = {
    Role.SECRETARY: _("Secretary"),
    Role.OFFICE: _("Ward party office"),
    Role.COMMITTEE: _("Standing committee"),
    Role.DISTRICT: _("District Organization Board"),
    Role.MEMBER: _("Member (own critique)"),
    Role.ADMIN: _("Accounts administrator"),
}
ROLE_CHOICES = [(role.value, label) for role, label in ROLE_LABELS.items()]


class OrganizationKind(TextChoices):
    """What an organization is; only cells hold members."""

    WARD = "ward", _("Ward party organization")
    COMMITTEE = "committee", _("Subordinate party committee")
    CELL = "cell", _("Cell")
    AGENCY = "agency", _("Agency or unit")


class CellKind(TextChoices):
    """Kind of base a cell stands on, as the yearly statistic splits it."""

    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    OFFICE = "office", _("Party or state office")
    PUBLIC_SERVICE = "public_service", _("Public service unit (school, clinic)")
    POLICE = "police", _("Police")
    MILITARY = "military", _("Military")
    COOPERATIVE = "cooperative", _("Cooperative")
    ENTERPRISE = "enterprise", _("Enterprise")
    OTHER = "other", _("Other kind")


class MemberStatus(TextChoices):
    """Standing of a person towards the Party; codes of `members[].status`."""

    ACTIVE = "active", _("Full member")
    PROBATIONARY = "probationary", _("Probationary member")
    EXEMPT = "exempt", _("Exempt from work and Party activity")
    SUSPENDED = "suspended", _("Suspended from Party activity")
    COMMITTEE_SUSPENDED = "committee_suspended", _("Suspended from the committee only")
    NON_MEMBER = "non_member", _("Outside the Party")


class Gender(TextChoices):
    MALE = "male", _("Male")
    FEMALE = "female", _("Female")
    UNKNOWN = "", _("Not recorded")


class CollectiveKind(TextChoices):
    """Leadership bodies; codes of `collectives[].kind`."""

    CELL_COMMITTEE = "cell_committee", _("Cell committee")
    PARTY_COMMITTEE = "party_committee", _("Party committee")
    STANDING_COMMITTEE = "standing_committee", _("Standing committee (collective)")
    PEOPLES_COMMITTEE = "peoples_committee", _("People's Committee")
    PEOPLES_COUNCIL_STANDING = "peoples_council_standing", _("Standing body of the People's Council")
    AGENCY_LEADERSHIP = "agency_leadership", _("Leadership of an agency or unit")


class ManagementLevel(TextChoices):
    """Who manages an officer (cấp quản lý cán bộ)."""

    WARD = "ward", _("Managed by the ward")
    DISTRICT = "district", _("Managed by the district")
    CITY = "city", _("Managed by the city")


class DisciplineForm(TextChoices):
    """Forms of Party discipline, lightest first."""

    REPRIMAND = "reprimand", _("Reprimand")
    WARNING = "warning", _("Warning")
    DISMISSAL = "dismissal", _("Dismissal from post")
    EXPULSION = "expulsion", _("Expulsion")


class GivenGrade(TextChoices):
    """The four grades, best first; the same words for members, cells, collectives, officers and employers."""

    EXCELLENT = "excellent", _("Excellently fulfilled the tasks")
    GOOD = "good", _("Fulfilled the tasks well")
    FULFILLED = "fulfilled", _("Fulfilled the tasks")
    UNFULFILLED = "unfulfilled", _("Did not fulfil the tasks")


class UnfulfilledReason(TextChoices):
    """Why somebody did not fulfil the tasks: the columns of the yearly statistic."""

    DEGRADED = "degraded", _("Found to show political or moral degradation")
    UNDER_HALF = "under_half_of_tasks", _("Under 50% of tasks completed")
    EMPLOYER = "employer_unfulfilled", _("Employer graded: did not fulfil the tasks")
    DISCIPLINED = "disciplined", _("Disciplined in the year")
    OTHER = "other", _("Other reason")


class EmployerAnswer(TextChoices):
    """What is known of the employer's grade: nothing recorded, no employer grades this person, or a grade."""

    NOT_RECORDED = "", _("Not recorded yet")
    NONE = "none", _("No employer grades this person")
    EXCELLENT = "excellent", GivenGrade.EXCELLENT.label
    GOOD = "good", GivenGrade.GOOD.label
    FULFILLED = "fulfilled", GivenGrade.FULFILLED.label
    UNFULFILLED = "unfulfilled", GivenGrade.UNFULFILLED.label
