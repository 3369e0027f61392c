"""Review hints in the one-cell scene: a member in charge with an account of its own, and drafts to issue."""

from datetime import date

from assessments.models import HintPoint, Review, ReviewHint
from assessments.services import hints
from assessments.services.hint_checks import HintDocument, HintValues
from cells.models import Member
from tests import factories as make
from tests.assessments.cell_scene import Scene, make_scene
from tests.told_once import told_once

DUE = date(2022, 1, 20)
POINTS = ("Nêu rõ nguyên nhân mất đoàn kết trong chi ủy.", "Giải trình việc thu đảng phí chậm.")


def make_hint_scene(members: int = 4, **campaign) -> Scene:
    """`make_scene`, its ward with a Party committee in which Phụ Trách sits, whose account holds no other right."""
    return told_once(("hint scene", members, repr(sorted(campaign.items()))), lambda: _make(members, **campaign))


def _make(members: int, **campaign) -> Scene:
    scene = make_scene(members, **campaign)
    ward = scene.campaign.ward
    person = make.make_member(None, "Đỗ Thị Phụ Trách", ward=ward)
    make.make_collective(ward, [person], "DU", kind="party_committee", name="Đảng ủy Phường 11")
    scene.person = person
    scene.in_charge = make.make_account("phutrach", member=person, display_name="Đỗ Thị Phụ Trách")
    scene.district = make.make_account("quanuy", "district", ward)
    return scene


def draft(scene: Scene, name: str = "Nguyễn Văn An", by=None, points=POINTS, **values) -> ReviewHint:
    review = scene.review(name)
    return hints.draft_hint(
        by=by or scene.office, review_id=review.pk, values=HintValues(points, **values), on=make.TODAY
    )


def issue(scene: Scene, hint: ReviewHint, by=None, **changes) -> ReviewHint:
    wanted = {
        "document": HintDocument("15-CV/ĐU", date(2022, 1, 10)),
        "in_charge_id": scene.person.pk,
        "due_on": DUE,
        "revision": hint.revision,
        **changes,
    }
    return hints.issue_hint(by=by or scene.committee, hint_id=hint.pk, on=make.TODAY, **wanted)


def record(
    scene: Scene, name: str = "Nguyễn Văn An", by=None, issuer: str = "district", number: str = "7-CV/QU", **more
):
    return hints.record_outside_hint(
        by=by or scene.office,
        review_id=scene.review(name).pk,
        issuer=issuer,
        values=HintValues(more.pop("points", ("Làm rõ việc sử dụng quỹ.",)), more.pop("due_on", DUE), None),
        document=HintDocument(number, more.pop("dated_on", date(2022, 1, 5)), "Ban Thường vụ Quận ủy"),
        on=make.TODAY,
    )


def issued(scene: Scene, name: str = "Nguyễn Văn An", **changes) -> ReviewHint:
    return issue(scene, draft(scene, name), **changes)


def answers(hint: ReviewHint, text: str = "Đã giải trình") -> dict[int, str]:
    return {point.pk: f"{text} {point.position}" for point in hint.points.all()}


def issued_hint(
    review: Review, in_charge: Member | None = None, points=("Nêu rõ nguyên nhân.",), **values
) -> ReviewHint:
    """Written straight into the tables, whatever the stage of the file."""
    hint = ReviewHint.objects.create(
        review=review,
        in_charge=in_charge,
        drafted_by="x",
        drafted_at=make.now(),
        **{
            "state": "issued",
            "number": "15-CV/ĐU",
            "dated_on": make.TODAY,
            "issuing_body": "Đảng ủy",
            "due_on": DUE,
            "issued_by": "x",
            "issued_at": make.now(),
            **values,
        },
    )
    for place, text in enumerate(points, start=1):
        HintPoint.objects.create(hint=hint, position=place, text=text)
    return hint
