"""Two years of the one-cell scene: last year's shortcomings and plans, then this year opened over them."""

from datetime import date

from assessments.models import Campaign, RemedyMeasure, Review, ReviewFile, Shortcoming
from assessments.services import remedies, remedy_plans
from assessments.services.remedies import Assessed, ShortcomingValue
from assessments.services.remedy_plans import MeasureValue
from tests import factories as make
from tests.assessments.cell_scene import Scene, make_scene
from tests.told_once import told_once

AN, BINH, BODY = "Nguyễn Văn An", "Nguyễn Văn Bình", "Chi ủy Khu phố 1"
#: Passed, and to come, as the tests have their day (10/01/2022).
PAST, AHEAD = date(2021, 6, 30), date(2022, 6, 30)
LAST_YEAR = {
    "year": 2020,
    "review_date": date(2020, 12, 12),
    "grading_date": date(2020, 12, 25),
    "cell_deadline": date(2020, 12, 18),
}


def make_first_year(members: int = 4) -> Scene:
    """The scene in its first year, 2020, with the district's account."""
    scene = make_scene(members, **LAST_YEAR)
    scene.district = make.make_account("quanuy", "district", scene.campaign.ward)
    return scene


def open_next(scene: Scene) -> Campaign:
    """The year after the scene's; the scene stands in it from then on."""
    year = scene.campaign.year + 1
    dates = {
        name: date(year, 12, day) for name, day in (("review_date", 12), ("grading_date", 25), ("cell_deadline", 18))
    }
    scene.campaign = make.make_open_campaign(scene.campaign.ward, scene.office, year, **dates)
    scene.file = ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(
        campaign=scene.campaign, code="KP01"
    )
    scene.other_file = ReviewFile.objects.get(campaign=scene.campaign, code="KP02")
    return scene.campaign


def make_remedy_scene() -> Scene:
    """2020: An has two shortcomings (one with a measure past its day), the committee one without a plan. 2021 is open."""
    return told_once(("remedy scene",), _make_remedy_scene)


def _make_remedy_scene() -> Scene:
    scene = make_first_year()
    first, _second = name(scene, AN, "Vắng họp hai lần", "Nộp báo cáo muộn")
    name(scene, BODY, "Chưa kiểm tra chuyên đề")
    plan(scene, AN, first, due_on=PAST)
    open_next(scene)
    return scene


def name(scene: Scene, who: str, *texts: str, found_year: int | None = None, by=None) -> list[Shortcoming]:
    """Record shortcomings through the service; the rows in order."""
    review = scene.review(who)
    kept = [
        ShortcomingValue(row.text, row.found_year, row.pk, row.revision)
        for row in review.shortcomings.filter(carried_from=None).order_by("position")
    ]
    fresh = [ShortcomingValue(text, found_year or scene.campaign.year) for text in texts]
    remedies.save_shortcomings(by=by or scene.secretary, review_id=review.pk, values=[*kept, *fresh], on=make.TODAY)
    return [review.shortcomings.get(text=text) for text in texts]


def assess(scene: Scene, row: Shortcoming, outcome: str, progress: str = "", by=None, revision=None) -> int:
    value = Assessed(row.pk, outcome, progress, row.revision if revision is None else revision)
    return remedies.assess_shortcomings(
        by=by or scene.secretary, review_id=row.review_id, values=[value], on=make.TODAY
    )


def plan(scene: Scene, who: str, row: Shortcoming, by=None, **values) -> RemedyMeasure:
    """One measure more against a shortcoming."""
    wanted = {"measure": "Dự họp đủ", "person": "Đồng chí Ba", "due_on": AHEAD, **values}
    remedy_plans.save_plan(
        by=by or scene.secretary,
        review_id=row.review_id,
        values=[MeasureValue(row.pk, **wanted)],
        on=make.TODAY,
    )
    return row.measures.order_by("-pk").first()


def typed(row: RemedyMeasure, **changes) -> MeasureValue:
    """A kept measure as the page sends it back, with some changes."""
    names = ("measure", "person", "due_on", "done_on", "result", "revision")
    return MeasureValue(row.shortcoming_id, pk=row.pk, **{name: getattr(row, name) for name in names} | changes)


def save(scene: Scene, *values: MeasureValue, review: Review, by=None) -> int:
    return remedy_plans.save_plan(by=by or scene.secretary, review_id=review.pk, values=values, on=make.TODAY)


def carried(scene: Scene, who: str) -> list[Shortcoming]:
    return list(scene.review(who).shortcomings.filter(carried_from__isnull=False).order_by("position"))


def note(scene: Scene, who: str = AN, by=None, **values):
    wanted = {"text": "Bí thư Đảng ủy đã nhắc nhở", "document": "18-TB/ĐU", "noted_on": date(2022, 1, 8), **values}
    return remedies.add_note(by=by or scene.committee, review_id=scene.review(who).pk, on=make.TODAY, **wanted)
