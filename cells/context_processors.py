"""What every page's frame shows: the ward's name and the ways open to this account."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cells import session_marks
from cells.access import Access, access_of
from cells.clock import today
from cells.demo_accounts import DEMO_ACCOUNTS, DEMO_CODE
from cells.models import Organization
from cells.roles import Role
from cells.vocabulary import OrganizationKind


def _works(access: Access) -> bool:
    """Everybody but a member who only writes the own review."""
    return access.roles() != {Role.MEMBER}


def _member(access: Access) -> bool:
    return Role.MEMBER in access.roles()


def _ward(access: Access) -> bool:
    return bool(access.roles() & {Role.OFFICE, Role.COMMITTEE})


def _papers(access: Access) -> bool:
    return _ward(access) or Role.DISTRICT in access.roles()


def _district(access: Access) -> bool:
    return Role.DISTRICT in access.roles()


def _units(access: Access) -> bool:
    return _ward(access) or Role.SECRETARY in access.roles()


def _members(access: Access) -> bool:
    return _ward(access) or bool(access.cells)


def _accounts(access: Access) -> bool:
    return bool(access.roles() & {Role.OFFICE, Role.ADMIN})


@dataclass(frozen=True)
class Way:
    """One entry of the navigation, shown to those whom `open_to` admits; the page itself decides again.

    `leads_to` names pages that belong to it although their address does not begin with its own.
    """

    label: str | Promise
    url_name: str
    open_to: Callable[[Access], bool]
    leads_to: frozenset[str] = frozenset()


def _pages(area: str, names: str) -> frozenset[str]:
    return frozenset(f"{area}:{name}" for name in names.split())


_BOARD_PAGES = _pages(
    "assessments",
    "campaign_detail campaign_settings campaign_open campaign_weights campaign_parameters outside_grades "
    "outside_grade outside_withdraw hint_list hint_new hint_record hint_edit hint_issue "
    "hint_withdraw late_changes late_change_new file_detail file_accept file_return file_history unit_proposals "
    "order_list order_new order_detail order_edit order_issue order_withdraw file_rounds file_round file_changes "
    "reminder_list reminder_detail reminder_edit reminder_send reminder_discard reminder_rest "
    "ward_remedies remedy_note acceptance planning_file planning_ward planning_submit",
)
_DECISION_PAGES = _pages(
    "assessments",
    "decision_list decision_detail quotas quota_by_hand decide take_over reason_record sign release regrade recheck "
    "trial_list trial_compare trial trial_apply mend_list why",
)
_PAPER_PAGES = _pages(
    "assessments",
    "issued_paper paper_list paper_preview paper_issue narrative_edit dossier_download results job_list job_offers",
)

_OWN_PAGES = _pages("assessments", "critique_edit critique_read critique_versions critique_version")

NAVIGATION = (
    Way(_("My work"), "assessments:dashboard", _works),
    Way(_("My own review"), "assessments:my_review", _member, _OWN_PAGES),
    Way(_("Board of cells"), "assessments:board", _ward, _BOARD_PAGES),
    Way(_("Decide and sign"), "assessments:decisions", _ward, _DECISION_PAGES),
    Way(_("Papers"), "assessments:papers", _papers, _PAPER_PAGES),
    Way(_("Reports of wards"), "assessments:district", _district, _pages("assessments", "report_check")),
    Way(_("Organizations"), "cells:ward_home", _units),
    Way(_("Party members"), "cells:member_list", _members, _pages("cells", "post_edit post_withdraw")),
    Way(_("Accounts"), "cells:account_list", _accounts, _pages("cells", "mandate_end")),
    Way(_("Journal"), "cells:journal", _ward),
)


class Frame:
    """Read when the base page asks for it: a page without the frame costs no query."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def access(self) -> Access:
        return access_of(getattr(self.request, "user", None), today())

    def nav(self) -> list[tuple[str, str, str]]:
        """(label, address, `page` | `true` | "") of each way open to the account; the third is its aria-current."""
        session = getattr(self.request, "session", {})
        # Before the second factor every way leads back to it.
        if not self.access.roles() or session.get(session_marks.FACTOR) == "":
            return []
        ways = [(way, url) for way in NAVIGATION if way.open_to(self.access) and (url := _address(way.url_name))]
        path, match = self.request.path, self.request.resolver_match
        above = [url for _way, url in ways if path.startswith(url)]
        named = [url for way, url in ways if match and match.view_name in way.leads_to]
        section = next(iter(named), max(above, key=len, default=""))
        return [(str(way.label), url, _current(url, section, path)) for way, url in ways]

    def ward_name(self) -> str:
        """The ward of the account; the only ward there is, for somebody who has not signed in."""
        wards = dict(Organization.objects.filter(kind=OrganizationKind.WARD).values_list("pk", "name"))
        if len(wards) > 1:
            own = self._own_wards()
            wards = {pk: name for pk, name in wards.items() if pk in own}
        return next(iter(wards.values())) if len(wards) == 1 else ""

    def _own_wards(self) -> set[int]:
        if not self.access.cells:
            return set(self.access.ward_ids())
        cells = Organization.objects.filter(pk__in=self.access.cells)
        return {*self.access.ward_ids(), *cells.values_list("ward_id", flat=True)}


def _current(url: str, section: str, path: str) -> str:
    if url != section:
        return ""
    return "page" if url == path else "true"


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def portal(request: HttpRequest) -> dict[str, object]:
    """Context of `base.html`."""
    frame = Frame(request)
    return {
        "nav": SimpleLazyObject(frame.nav),
        "ward_name": SimpleLazyObject(frame.ward_name),
        "deputyships": SimpleLazyObject(lambda: frame.access.deputyships),
        "sample_setup": settings.SAMPLE_SETUP,
        "session_idle": settings.SESSION_IDLE_SECONDS,
        "demo_accounts": DEMO_ACCOUNTS if settings.SAMPLE_SETUP else (),
        "demo_code": DEMO_CODE if settings.SAMPLE_SETUP else "",
    }
