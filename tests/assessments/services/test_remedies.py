"""Shortcomings: who may name, assess and note, at which stage; what is refused; what stays out of the journal."""

import pytest

from assessments.models import Campaign, ReviewFile, Shortcoming
from assessments.services import remedies
from assessments.services.remedies import Assessed, ShortcomingValue
from assessments.services.submissions import submit_file
from assessments.workflow import CampaignStage, Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.cell_scene import make_complete
from tests.assessments.remedy_scene import AN, BINH, BODY, assess, carried, make_remedy_scene, name, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    scene = make_remedy_scene()
    scene.stranger = make.make_account("nguoila")
    return scene


def at(scene, stage: Stage) -> None:
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=stage)


def fields(refused) -> list[str]:
    return [refusal.field for refusal in refused.value.refusals]


def texts(scene, who=AN) -> list[tuple[str, int, str]]:
    rows = scene.review(who).shortcomings.order_by("position", "pk")
    return list(rows.values_list("text", "found_year", "outcome"))


# --- assessing what was carried over


@pytest.mark.parametrize(
    ("outcome", "progress"),
    [("fixed", ""), ("fixing", "Đã dự bù hai buổi"), ("not_fixed", "Ốm dài ngày"), ("not_fixed", "")],
)
def test_a_carried_shortcoming_is_assessed(scene, outcome, progress):
    row = carried(scene, AN)[0]

    assert assess(scene, row, outcome, f"  {progress} ") == 1

    row.refresh_from_db()
    assert (row.outcome, row.progress, row.assessed_by, row.revision) == (outcome, progress, "Bí thư Một", 2)


def test_being_fixed_needs_how_far(scene):
    row = carried(scene, AN)[0]

    with pytest.raises(Refused) as refused:
        assess(scene, row, "fixing", " ")

    assert fields(refused) == [f"progress_{row.pk}"]
    assert refused.value.refusals[0].citation == "123-CV/ĐU 3.5"
    row.refresh_from_db()
    assert row.outcome == ""


@pytest.mark.parametrize("outcome", ["", "gone"])
def test_how_far_without_one_of_the_three_is_refused(scene, outcome):
    row = carried(scene, AN)[0]

    with pytest.raises(Refused) as refused:
        assess(scene, row, outcome, "một nửa")

    assert fields(refused) == [f"outcome_{row.pk}"]


def test_an_assessment_is_taken_back_and_given_anew(scene):
    row = carried(scene, AN)[0]
    assess(scene, row, "fixed")
    row.refresh_from_db()

    assess(scene, row, "")
    row.refresh_from_db()

    assert (row.outcome, row.assessed_by, row.assessed_at) == ("", "", None)


def test_the_same_once_more_writes_nothing(scene):
    row = carried(scene, AN)[0]
    assess(scene, row, "fixed")
    row.refresh_from_db()

    assert assess(scene, row, "fixed", revision=1) == 0
    assert JournalEntry.objects.filter(action="remedy.assessed").count() == 1


def test_somebody_elses_assessment_is_not_overwritten(scene):
    row = carried(scene, AN)[0]
    assess(scene, row, "fixed", by=scene.office)

    with pytest.raises(StaleEdit):
        assess(scene, row, "not_fixed")

    row.refresh_from_db()
    assert row.outcome == "fixed"


def test_one_wrong_line_keeps_them_all_from_being_written(scene):
    first, second = carried(scene, AN)
    values = [Assessed(first.pk, "fixed", "", 1), Assessed(second.pk, "fixing", "", 1)]

    with pytest.raises(Refused):
        remedies.assess_shortcomings(by=scene.secretary, review_id=first.review_id, values=values, on=make.TODAY)

    assert [outcome for _text, _year, outcome in texts(scene)] == ["", ""]


def test_another_subjects_shortcoming_is_not_assessed_here(scene):
    foreign = carried(scene, BODY)[0]
    values = [Assessed(foreign.pk, "fixed", "", 1)]

    with pytest.raises(Refused):
        remedies.assess_shortcomings(by=scene.secretary, review_id=scene.review(AN).pk, values=values, on=make.TODAY)

    foreign.refresh_from_db()
    assert foreign.outcome == ""


def test_this_years_shortcoming_is_found_not_assessed(scene):
    row = name(scene, AN, "Chậm nộp đảng phí")[0]

    with pytest.raises(Refused):
        assess(scene, row, "fixed")


WRITABLE, SENT = (Stage.COLLECTING, Stage.RETURNED), (Stage.SUBMITTED, Stage.ACCEPTED, Stage.DECIDED, Stage.RELEASED)


@pytest.mark.parametrize("stage", WRITABLE)
@pytest.mark.parametrize("who", ["secretary", "office"])
def test_assessing_is_part_of_the_review(scene, who, stage):
    at(scene, stage)

    assert assess(scene, carried(scene, AN)[0], "fixed", by=getattr(scene, who)) == 1


@pytest.mark.parametrize("stage", SENT)
@pytest.mark.parametrize("who", ["secretary", "office"])
def test_nothing_is_assessed_in_a_file_that_was_sent(scene, who, stage):
    at(scene, stage)

    with pytest.raises(Refused):
        assess(scene, carried(scene, AN)[0], "fixed", by=getattr(scene, who))


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("who", ["committee", "district", "other_secretary", "stranger"])
def test_nobody_else_assesses_or_names(scene, who, stage):
    at(scene, stage)
    account = getattr(scene, who)

    with pytest.raises(NotPermitted):
        assess(scene, carried(scene, AN)[0], "fixed", by=account)
    with pytest.raises(NotPermitted):
        name(scene, AN, "Việc khác", by=account)

    assert texts(scene) == [("Vắng họp hai lần", 2020, ""), ("Nộp báo cáo muộn", 2020, "")]


# --- naming this year's


def test_shortcomings_are_added_changed_and_taken_out(scene):
    first, second = name(scene, AN, "Một", "Hai")
    values = [
        ShortcomingValue("Một, nói rõ hơn", 2021, first.pk, first.revision),
        ShortcomingValue(" ", 2021, second.pk, second.revision),
        ShortcomingValue("", 2021),
        ShortcomingValue("Ba", 2021),
    ]

    written = remedies.save_shortcomings(by=scene.secretary, review_id=first.review_id, values=values, on=make.TODAY)

    assert written == 3
    assert texts(scene)[2:] == [("Một, nói rõ hơn", 2021, ""), ("Ba", 2021, "")]


def test_one_from_before_the_portal_is_entered_and_then_assessed(scene):
    row = name(scene, BINH, "Chưa sinh hoạt nơi cư trú", found_year=2019)[0]

    assert (row.found_year, row.carried_from) == (2019, None)
    assert assess(scene, row, "fixed") == 1


@pytest.mark.parametrize("year", [2010, 2022])
def test_a_year_too_far_away_is_a_slip(scene, year):
    with pytest.raises(Refused) as refused:
        name(scene, BINH, "Việc cũ", found_year=year)

    assert fields(refused) == ["found_year-0"]


def test_what_was_carried_over_is_neither_changed_nor_taken_out(scene):
    row = carried(scene, AN)[0]

    for text in ("", "Khác"):
        with pytest.raises(Refused):
            remedies.save_shortcomings(
                by=scene.office,
                review_id=row.review_id,
                values=[ShortcomingValue(text, 2020, row.pk, row.revision)],
                on=make.TODAY,
            )

    row.refresh_from_db()
    assert row.text == "Vắng họp hai lần"


def test_the_same_words_twice_are_refused(scene):
    name(scene, AN, "Một")

    for again in ("một", "Vắng họp hai lần"):
        with pytest.raises(Refused) as refused:
            name(scene, AN, again)
        assert fields(refused) == ["text-1"]


def test_too_long_a_text_is_refused_at_its_field(scene):
    with pytest.raises(Refused) as refused:
        name(scene, AN, "a" * 2001)

    assert fields(refused) == ["text-0"]


def test_one_with_measures_is_not_taken_out(scene):
    row = name(scene, AN, "Một")[0]
    plan(scene, AN, row)

    with pytest.raises(Refused) as refused:
        remedies.save_shortcomings(
            by=scene.secretary, review_id=row.review_id, values=[ShortcomingValue("", 2021, row.pk, 1)], on=make.TODAY
        )

    assert fields(refused) == ["text-0"]
    assert Shortcoming.objects.filter(pk=row.pk).exists()


def test_somebody_elses_wording_is_not_overwritten(scene):
    row = name(scene, AN, "Một")[0]
    Shortcoming.objects.filter(pk=row.pk).update(text="Một của Văn phòng", revision=2)

    with pytest.raises(StaleEdit):
        remedies.save_shortcomings(
            by=scene.secretary,
            review_id=row.review_id,
            values=[ShortcomingValue("Của tôi", 2021, row.pk, 1)],
            on=make.TODAY,
        )


@pytest.mark.parametrize("stage", SENT)
def test_after_sending_the_cell_adds_and_the_office_alone_rewrites(scene, stage):
    row = name(scene, AN, "Một")[0]
    at(scene, stage)

    def rewrite(account, text):
        value = ShortcomingValue(text, 2021, row.pk, Shortcoming.objects.get(pk=row.pk).revision)
        return remedies.save_shortcomings(by=account, review_id=row.review_id, values=[value], on=make.TODAY)

    for text in ("Một, khác", ""):
        with pytest.raises(Refused) as refused:
            rewrite(scene.secretary, text)
        assert fields(refused) == ["text-0"]
    name(scene, AN, "Phát hiện sau")
    with pytest.raises(Refused):
        name(scene, AN, "Việc năm trước", found_year=2020)

    assert rewrite(scene.office, "Một, Văn phòng sửa") == 1
    assert [text for text, _year, _outcome in texts(scene)][2:] == ["Một, Văn phòng sửa", "Phát hiện sau"]


def test_a_closed_year_takes_no_shortcoming_more(scene):
    Campaign.objects.filter(pk=scene.campaign.pk).update(stage=CampaignStage.CLOSED)

    for by in (scene.secretary, scene.office):
        with pytest.raises(Refused):
            name(scene, AN, "Một", by=by)


def test_cells_and_officers_have_none_of_their_own(scene):
    cell = scene.campaign.reviews.get(kind="cell", file=scene.file)

    with pytest.raises(Refused):
        remedies.save_shortcomings(
            by=scene.secretary, review_id=cell.pk, values=[ShortcomingValue("Một", 2021)], on=make.TODAY
        )


# --- sending


def test_what_is_not_assessed_keeps_the_file_from_being_sent(scene):
    make_complete(scene)

    with pytest.raises(Refused) as refused:
        submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)

    assert [(one.field, one.citation) for one in refused.value.refusals] == [("missing_remedies", "123-CV/ĐU 3.5")] * 2
    assert [one.message.split(":")[0] for one in refused.value.refusals] == [BODY, AN]

    for row in (*carried(scene, AN), *carried(scene, BODY)):
        assess(scene, row, "fixed")
    assert submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY).stage == Stage.SUBMITTED


def test_a_missing_plan_does_not_keep_it(scene):
    make_complete(scene)
    for row in (*carried(scene, AN), *carried(scene, BODY)):
        assess(scene, row, "not_fixed")

    assert submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY).stage == Stage.SUBMITTED


def test_who_owes_no_review_keeps_nobody_waiting(scene):
    review = scene.review("Lê Thị Miễn")
    Shortcoming.objects.create(
        review=review, found_year=2020, text="Việc của người được miễn", saved_by="x", saved_at=make.now()
    )
    make_complete(scene)
    for row in (*carried(scene, AN), *carried(scene, BODY)):
        assess(scene, row, "fixed")

    assert submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY).stage == Stage.SUBMITTED
