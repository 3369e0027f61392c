"""The office's words in the report: saved as typed, never over another's, by the office alone."""

import pytest

from assessments.services.narratives import MAX_CHARACTERS, narrative_revision, save_narrative
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return make.make_ward()


@pytest.fixture
def office(ward):
    return make.make_account("vanphong", "office", ward)


@pytest.fixture
def campaign(ward, office):
    return make.make_campaign(ward, office)


def save(by, campaign, revision=0, **values):
    return save_narrative(by=by, campaign_id=campaign.pk, values=values, revision=revision, on=make.TODAY)


def test_parts_are_kept_composed_and_trimmed(office, campaign):
    saved = save(office, campaign, situation="  Tình hi\u0300nh chung\r\nổn định ", proposals="")

    assert saved.narrative["situation"] == "Tình hình chung\nổn định"
    assert saved.narrative["shortcomings"] == ""
    assert narrative_revision(saved) == 1
    assert saved.narrative["saved_by"] == "vanphong"


def test_the_second_editor_is_told_and_nothing_is_lost(office, campaign):
    save(office, campaign, situation="của người thứ nhất")

    with pytest.raises(StaleEdit) as stale:
        save(office, campaign, situation="của người thứ hai")

    campaign.refresh_from_db()
    assert campaign.narrative["situation"] == "của người thứ nhất"
    assert stale.value.current.narrative["revision"] == 1


def test_settings_and_narrative_do_not_disturb_each_other(office, campaign):
    revision = campaign.revision

    saved = save(office, campaign, situation="Tình hình")

    assert saved.revision == revision


def test_the_committee_reads_but_does_not_write(ward, campaign):
    committee = make.make_account("thuongvu", "committee", ward)

    with pytest.raises(NotPermitted):
        save(committee, campaign, situation="Tình hình")


def test_a_part_too_long_is_refused_at_its_field(office, campaign):
    with pytest.raises(Refused) as refused:
        save(office, campaign, proposals="a" * (MAX_CHARACTERS + 1))

    assert [refusal.field for refusal in refused.value.refusals] == ["proposals"]
    campaign.refresh_from_db()
    assert campaign.narrative == {}


def test_the_journal_names_the_parts_changed_not_their_text(office, campaign):
    save(office, campaign, situation="Tình hình")

    entry = JournalEntry.objects.get(action="narrative.saved")
    assert entry.after == {"changed": ["situation"], "revision": 1}
