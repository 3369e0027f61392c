"""Two wards with everything in both, every address of the portal with the ids of the first, and everybody to whom those
are foreign."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from assessments.models import ReviewHint
from cells import session_marks
from cells.ground_workbook.writing import write_ground
from cells.models import AccountSession, Collective, Headship, Mandate, OfficerPost, Passkey, Seat, WorkbookUpload
from cells.selectors.ground import tables_of
from tests import factories as make
from tests.assessments.sitting import Sitting
from tests.assessments.views.test_who_may_open import OWN_IDS, Scene
from tests.workbooks import AN, BINH, ward_layout

#: Words of an address that name no object of a ward.
NO_OBJECT = frozenset({"role", "code", "token", "kind", "scope", "paper", "stage", "number", "year"})
KP1 = "1. CHI BỘ KHU PHỐ 1 (2 đồng chí)"
TOKEN = "t" * 32
#: The same word means another table at these addresses.
UPLOADS = {"roster_preview": "roster", "roster_result": "roster", "ground_preview": "ground", "ground_result": "ground"}


@dataclass(frozen=True)
class Address:
    """One address of the portal: its full name and the words that stand in it."""

    name: str
    words: tuple[str, ...]

    @property
    def plain(self) -> str:
        return self.name.rpartition(":")[2]

    @property
    def objects(self) -> tuple[str, ...]:
        """The words that name an object of somebody's."""
        return tuple(word for word in self.words if word not in NO_OBJECT)


def addresses() -> list[Address]:
    """Every address the running portal answers at, by name."""

    def walk(resolver: URLResolver, space: str) -> Iterator[Address]:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                yield from walk(one, f"{space}{one.namespace}:" if one.namespace else space)
            elif isinstance(one, URLPattern):
                yield Address(f"{space}{one.name}", tuple(one.pattern.regex.groupindex))

    return sorted(walk(get_resolver(), ""), key=lambda one: one.name)


class TwoWards:
    """P11 is `Scene`: everything decided and reported. P13 has a sitting and accounts of every role of its own."""

    def __init__(self) -> None:
        self.scene = Scene()
        self.ward = self.scene.campaign.ward
        self.other = Sitting(ward="P13")
        self.ids = self.scene.ids | self._ground_ids()
        self.uploads = {kind: self._upload(kind) for kind in ("roster", "ground")}
        self.own_ids = self._own_ids()
        self.strangers = self._strangers()
        #: Signed in, with a valid token against forgery; proved who they are longer ago than counts.
        self.clients = {name: self._enter(name) for name in self.strangers}

    def _ground_ids(self) -> dict[str, object]:
        secretary = self.scene.accounts["own_secretary"]
        cell = self.ward.units.get(code="KP01")
        return {
            "ward_id": self.ward.pk,
            "organization_id": cell.pk,
            "unit_id": cell.pk,
            "collective_id": Collective.objects.get(ward=self.ward, code="UBND").pk,
            "seat_id": Seat.objects.filter(collective__ward=self.ward).first().pk,
            "headship_id": Headship.objects.get(organization=cell).pk,
            "post_id": OfficerPost.objects.filter(member__ward=self.ward).first().pk,
            "account_id": secretary.pk,
            "mandate_id": Mandate.objects.get(account=secretary).pk,
            "session_id": AccountSession.objects.create(
                account=secretary, session_key="x" * 32, device="x", address="127.0.0.1", since=timezone.now(),
                last_seen=timezone.now(),
            ).pk,
            "passkey_id": Passkey.objects.create(
                account=secretary, name="x", rp_id="x", credential_id="x", public_key=b"x", made_at=timezone.now()
            ).pk,
        }  # fmt: skip

    def _upload(self, kind: str) -> int:
        if kind == "ground":
            content = write_ground(tables_of(self.ward, make.TODAY), ward_name="x", year=2021)
        else:
            content = ward_layout((KP1, [AN, BINH]))
        return WorkbookUpload.objects.create(
            ward=self.ward, kind=kind, filename="x.xlsx", content=content, sha256="x", by=self.scene.accounts["office"],
            at=timezone.now(),
        ).pk  # fmt: skip

    def _own_ids(self) -> dict[str, object]:
        """What the accounts of the other ward may name beside a foreign id."""
        other = self.other
        return {
            "campaign_id": other.campaign.pk,
            "file_id": other.file("KP01").pk,
            "review_id": other.review("A002").pk,
            "member_id": other.people[1].pk,
            "cell_id": other.first.pk,
        }

    def _strangers(self) -> dict[str, object]:
        """Name → account; None is somebody who has not signed in."""
        here, there = self.ward, self.other.ward
        cell, other = here.units.get(code="KP01"), self.other
        ended = {"to_date": make.TODAY - timedelta(days=1)}
        found = {
            "office": other.office,
            "committee": other.committee,
            "district": make.make_account("p-district", "district", there),
            "admin": make.make_account("p-admin", "admin", there),
            "secretary": make.make_account("p-secretary", "secretary", other.first),
            "secretary of a collective": make.make_account("p-thuky", "secretary", other.ubnd),
            "member": make.make_account("p-member", "member", there, member=other.people[1], uses_pin=True),
            "member in charge": make.make_account(
                "p-charge", member=make.make_member(None, "Đỗ Phụ Trách", ward=there)
            ),
            "deputy acting": make.make_account("p-deputy"),
            "deputy not acting": make.make_account("p-idle"),
            "office until yesterday": make.make_account("e-office", "office", here),
            "committee until yesterday": make.make_account("e-committee", "committee", here),
            "admin until yesterday": make.make_account("e-admin", "admin", here),
            "secretary until yesterday": make.make_account("e-secretary", "secretary", cell),
            "office from tomorrow": make.make_account("f-office", "office", here),
            "member of the same cell": make.make_account(
                "s-member", "member", here, member=cell.members.get(code="A003"), uses_pin=True
            ),
            "nobody": make.make_account("p-nobody"),
            "not signed in": None,
        }
        for name, account in found.items():
            if name.endswith("until yesterday"):
                account.mandates.update(**ended)
        found["office from tomorrow"].mandates.update(from_date=make.TODAY + timedelta(days=1))
        self.acts_by = make.make_deputy(found["deputy acting"], other.office).pk
        self.deputy_here = make.make_deputy(self.scene.accounts["nobody"], self.scene.accounts["office"]).pk
        make.make_deputy(found["deputy not acting"], self.scene.accounts["office"])
        own_hint = ReviewHint.objects.get(pk=self.scene.hint.pk)
        own_hint.pk, own_hint.review, own_hint.in_charge = None, other.review("A002"), found["member in charge"].member
        own_hint.save()
        return found

    def url(self, address: Address, **instead: object) -> str:
        ids = self.ids | OWN_IDS.get(address.plain, {}) | {"token": "x"}
        if address.plain in UPLOADS:
            ids["upload_id"] = self.uploads[UPLOADS[address.plain]]
        if address.plain == "act_for":
            ids["mandate_id"] = self.deputy_here
        if address.plain in ("outside_grade", "outside_withdraw"):
            ids["review_id"] = self.scene.campaign.reviews.get(kind="organization").pk
        if address.plain in ("organization_new", "head_new"):
            ids["kind"] = {"organization_new": "cell", "head_new": "organization"}[address.plain]
        return reverse(address.name, kwargs={word: (ids | instead)[word] for word in address.words})

    def _enter(self, name: str) -> Client:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if (account := self.strangers[name]) is not None:
            client.force_login(account)
        if name == "deputy acting":
            assert client.get("/").status_code == 302
            client.cookies["csrftoken"] = client.defaults["HTTP_X_CSRFTOKEN"] = TOKEN
            assert client.post(reverse("cells:act_for", args=[self.acts_by])).status_code == 302
            client.get(reverse("assessments:my_reminders"))  # says once that one acts for another now
        client.cookies["csrftoken"] = client.defaults["HTTP_X_CSRFTOKEN"] = TOKEN
        if account is not None:
            forget_proof(client)
        return client


def forget_proof(client: Client) -> None:
    """As if a quarter of an hour had passed since the sign-in."""
    session = client.session
    session[session_marks.PROVED] = 0
    session.save()
