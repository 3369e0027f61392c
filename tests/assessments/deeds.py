"""Every step of the table as it is really taken: the scene in which it can be, the service and the page that carry it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import connection
from django.forms import model_to_dict
from django.http import HttpResponse

from assessments.models import Campaign, IssuedPaper, ReviewFile
from assessments.selectors.acceptance import marks_of
from assessments.selectors.desk import desk_of
from assessments.selectors.signing import signing_of
from assessments.services import acceptance, closing, decisions, hints, orders, releases, submissions
from assessments.services.hint_checks import HintDocument, HintValues
from assessments.services.steps import take_step
from assessments.workflow import Scope, Stage
from cells.models import Account, JournalEntry
from cells.roles import Role
from tests import factories as make
from tests.assessments import hint_scene, pages
from tests.assessments.cell_scene import make_complete
from tests.assessments.sitting import Sitting

DUE = date(2022, 1, 20)
DAY = "10/01/2022"
AN = "Nguyễn Văn An"


class Ground:
    """A scene with its file KP01, its campaign, and an account for everybody who might try."""

    def __init__(self, scene, file: ReviewFile, secretary: Account) -> None:
        self.scene, self.file, self.campaign, self.ward = scene, file, scene.campaign, scene.campaign.ward
        ward, other = self.ward, make.make_ward("P12", "Đảng bộ Phường 12")
        cell, stranger = file.cell, make.make_cell(other, "KP90")
        self.accounts = {
            "secretary": secretary,
            "office": scene.office,
            "committee": scene.committee,
            "district": make.make_account("q", "district", ward),
            "admin": make.make_account("qt", "admin", ward),
            "secretary of another cell": make.make_account("b2", "secretary", ward.units.get(code="KP02")),
            "secretary of another ward": make.make_account("b9", "secretary", stranger),
            "office of another ward": make.make_account("v9", "office", other),
            "committee of another ward": make.make_account("t9", "committee", other),
            "member with a PIN": make.make_account("an", "member", ward, member=cell.members.first(), uses_pin=True),
            "secretary until yesterday": ended(make.make_account("b0", "secretary", cell)),
            "office until yesterday": ended(make.make_account("v0", "office", ward)),
            "committee until yesterday": ended(make.make_account("t0", "committee", ward)),
            "nobody": make.make_account("k"),
        }


def ended(account: Account) -> Account:
    account.mandates.update(to_date=date(2022, 1, 9))
    return account


#: The accounts that hold a role over the file; everybody else holds none.
HOLDERS = {Role.SECRETARY: "secretary", Role.OFFICE: "office", Role.COMMITTEE: "committee"}


@dataclass(frozen=True)
class Deed:
    """`roles`: who may do it; several deeds may carry one step. `page` gives name, arguments and what is posted."""

    name: str
    step: str
    roles: frozenset[Role]
    ground: Callable[[], Ground]
    service: Callable[[Ground, Account], object]
    page: Callable[[Ground, Account], tuple[str, list, Mapping]]

    def by_page(self, ground: Ground, account: Account) -> HttpResponse:
        name, args, data = self.page(ground, account)
        return pages.post(account, name, *args, **data)


# --- the scenes


def collecting() -> Ground:
    scene = hint_scene.make_hint_scene()
    make_complete(scene)
    return Ground(scene, scene.reload(), scene.secretary)


def at(stage: Stage) -> Callable[[], Ground]:
    def ground() -> Ground:
        scene = hint_scene.make_hint_scene()
        ReviewFile.objects.filter(pk=scene.file.pk).update(stage=stage)
        return Ground(scene, scene.reload(), scene.secretary)

    return ground


def with_draft_hint() -> Ground:
    scene = hint_scene.make_hint_scene()
    scene.hint = hint_scene.draft(scene, AN)
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)
    return Ground(scene, scene.reload(), scene.secretary)


def staged() -> Ground:
    ground = at(Stage.SUBMITTED)()
    acceptance.stage_file(by=ground.scene.office, file_id=ground.file.pk, staged=True, on=make.TODAY)
    ground.file.refresh_from_db()
    return ground


def with_order(kind: str, stage: Stage) -> Callable[[], Ground]:
    def ground() -> Ground:
        found = at(stage)()
        found.scene.order = orders.draft_order(
            by=found.scene.office, campaign_id=found.campaign.pk, kind=kind, file_id=found.file.pk,
            values=orders.OrderValues(note="Chưa kiểm điểm kết luận giám sát.", due_on=DUE), on=make.TODAY,
        )  # fmt: skip
        return found

    return ground


def sitting() -> Ground:
    """Units, quotas and people are signed; what is left is the head, whose signature decides the file."""
    scene = Sitting()
    scene.ready_for_people()
    scene.take_over(Scope.PEOPLE)
    scene.sign(Scope.PEOPLE)
    scene.take_over(Scope.HEADS)
    return _of(scene)


def decided() -> Ground:
    return at(Stage.DECIDED)()


def finished() -> Ground:
    """Every file released and the report issued."""
    ground = at(Stage.RELEASED)()
    ReviewFile.objects.filter(campaign=ground.campaign).update(stage=Stage.RELEASED)
    issue_report(ground.campaign)
    ground.file.refresh_from_db()
    return ground


def closed() -> Ground:
    ground = finished()
    closing.close_year(by=ground.scene.committee, campaign_id=ground.campaign.pk, on=make.TODAY)
    return ground


def issue_report(campaign: Campaign) -> IssuedPaper:
    return IssuedPaper.objects.create(
        campaign=campaign, paper="ward_summary", number="4-BC/ĐU", dated_on=make.TODAY, content=b"", sha256="",
        data={}, by_name="x", at=make.now(),
    )  # fmt: skip


def _of(scene: Sitting) -> Ground:
    return Ground(scene, scene.file("KP01"), make.make_account("b1", "secretary", scene.first))


# --- the deeds


def _submit(ground, by):
    return submissions.submit_file(by=by, file_id=ground.file.pk, on=make.TODAY, revision=ground.file.revision)


def _step(step: str, **more):
    return lambda ground, by: take_step(by=by, file_id=ground.file.pk, step=step, on=make.TODAY, **more)


def _revision(ground) -> dict:
    return {"revision": ground.file.revision}


def _issue_order(ground, by):
    order = ground.scene.order
    return orders.issue_order(
        by=by, order_id=order.pk, number="15-CV/ĐU", dated_on=make.TODAY, revision=order.revision, on=make.TODAY
    )


def _order_page(ground, _by):
    order = ground.scene.order
    paper = {"number": "15-CV/ĐU", "dated_on": DAY, "password": make.PASSWORD}
    return "order_issue", [order.pk], {"revision": order.revision, **paper}


def _hint_page(ground, _by):
    hint, person = ground.scene.hint, ground.scene.person.code
    paper = {"number": "15-CV/ĐU", "dated_on": DAY, "in_charge": person, "due_on": "20/01/2022"}
    return "hint_issue", [hint.pk], {"revision": hint.revision, "password": make.PASSWORD, **paper}


def _record_hint(ground, by):
    return hints.record_outside_hint(
        by=by, review_id=ground.scene.review(AN).pk, issuer="district",
        values=HintValues(("Làm rõ việc sử dụng quỹ.",), DUE, None),
        document=HintDocument("7-CV/QU", date(2022, 1, 5), "Ban Thường vụ Quận ủy"), on=make.TODAY,
    )  # fmt: skip


def _record_hint_page(ground, _by):
    data = {
        "review": ground.scene.review(AN).code, "issuer": "district", "number": "7-CV/QU", "dated_on": "05/01/2022",
        "issuing_body": "Ban Thường vụ Quận ủy", "due_on": "20/01/2022", "point_1": "Làm rõ việc sử dụng quỹ.",
    }  # fmt: skip
    return "hint_record", [ground.campaign.pk], data


def _accept_together(ground, by):
    return acceptance.accept_staged(by=by, campaign_id=ground.campaign.pk, seen=marks_of([ground.file]), on=make.TODAY)


def _acceptance_page(ground, _by):
    marks = {f"mark-{pk}": mark for pk, mark in marks_of([ground.file]).items()}
    return "acceptance", [ground.campaign.pk], marks


def _sign(ground, by):
    return decisions.sign(
        by=by, campaign_id=ground.campaign.pk, scope=Scope.HEADS, number="06-QĐ/ĐU", signed_on=make.TODAY, on=make.TODAY
    )


def _sign_page(ground, by):
    token = signing_of(desk_of(ground.campaign), Scope.HEADS, by).token
    paper = {"number": "06-QĐ/ĐU", "signed_on": DAY, "password": make.PASSWORD, "expected": token}
    return "sign", [ground.campaign.pk, "heads"], paper


def _release(ground, by):
    return releases.release_files(by=by, campaign_id=ground.campaign.pk, on=make.TODAY)


def _reopen_year(ground, by):
    return closing.reopen_year(by=by, campaign_id=ground.campaign.pk, reason="Công văn 9-CV/QU", on=make.TODAY)


def _deed(name, step, roles, ground, service, page) -> Deed:
    return Deed(name, step, frozenset(roles), ground, service, page)


_OFFICE, _COMMITTEE = {Role.OFFICE}, {Role.COMMITTEE}
DEEDS = (
    _deed("submit", "submit", {Role.SECRETARY, Role.OFFICE}, collecting, _submit,
          lambda ground, _by: ("file_submit", [ground.file.pk], _revision(ground))),
    _deed("return", "return", _OFFICE, at(Stage.SUBMITTED), _step("return", note="Thiếu biên bản"),
          lambda ground, _by: ("file_return", [ground.file.pk], {**_revision(ground), "note": "Thiếu biên bản", "due_on": "20/01/2022"})),
    _deed("return by an order", "order_return", _COMMITTEE, with_order("return", Stage.SUBMITTED), _issue_order, _order_page),
    _deed("hint issued", "hint", _COMMITTEE, with_draft_hint,
          lambda ground, by: hint_scene.issue(ground.scene, ground.scene.hint, by=by), _hint_page),
    _deed("hint recorded", "hint", _OFFICE, at(Stage.SUBMITTED), _record_hint, _record_hint_page),
    _deed("accept", "accept", _OFFICE, at(Stage.SUBMITTED), _step("accept"),
          lambda ground, _by: ("file_accept", [ground.file.pk], _revision(ground))),
    _deed("accept together", "accept", _OFFICE, staged, _accept_together, _acceptance_page),
    _deed("decide", "decide", _COMMITTEE, sitting, _sign, _sign_page),
    _deed("release", "release", _COMMITTEE, decided, _release,
          lambda ground, _by: ("release", [ground.campaign.pk], {"all": "1"})),
    _deed("re-review", "reopen", _COMMITTEE, with_order("re_review", Stage.RELEASED), _issue_order, _order_page),
    _deed("close the year", "close", _COMMITTEE, finished,
          lambda ground, by: closing.close_year(by=by, campaign_id=ground.campaign.pk, on=make.TODAY),
          lambda ground, _by: ("campaign_close", [ground.campaign.pk], {})),
    _deed("open the year again", "reopen_year", _COMMITTEE, closed, _reopen_year,
          lambda ground, _by: ("campaign_reopen", [ground.campaign.pk], {"reason": "Công văn 9-CV/QU"})),
)  # fmt: skip
DEED = {deed.name: deed for deed in DEEDS}


def everything() -> dict:
    """All there is of the process and the journal: rows counted, and whatever a step might change, field by field."""
    names = {model.__name__: model._meta.db_table for model in apps.get_app_config("assessments").get_models()}
    with connection.cursor() as cursor:  # one query instead of forty
        cursor.execute("SELECT " + ", ".join(f'(SELECT COUNT(*) FROM "{table}")' for table in names.values()))
        counted = dict(zip(names, cursor.fetchone(), strict=True))
    kept = ("ReviewFile", "Campaign", "Order", "ReviewHint", "SelfCritique")
    rows = {
        f"{name} {row.pk}": model_to_dict(row)
        for name in kept
        for row in apps.get_model("assessments", name).objects.order_by("pk")
    }
    return counted | rows | {"journal": JournalEntry.objects.count()}
