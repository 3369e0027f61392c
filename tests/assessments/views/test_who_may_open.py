"""Every page of the process × every role, as a table: what is not yours does not exist, what you may only read you cannot
change. `test_who_may_do.py` asks it."""

from datetime import date
from functools import cache

import pytest
from django.urls import get_resolver, reverse

from assessments.cell_sheet.writing import write_sheet
from assessments.models import Attachment, CritiqueVersion, Decision, Opinion, ReviewFile, SelfCritique, SheetUpload
from assessments.reports.jobs.kinds import KINDS
from assessments.selectors.cell_sheets import cell_sheet
from assessments.services.jobs import ask_for
from assessments.services.orders import OrderValues, draft_order
from assessments.services.reminders import draft_reminder
from assessments.services.trials import create_trial
from cells.access import access_of
from cells.models import Discipline, StatusPeriod
from tests import factories as make
from tests.assessments.district_scene import known_key, received_dossier
from tests.assessments.hint_scene import issued_hint
from tests.assessments.reminder_scene import told
from tests.assessments.reports.copies import issued_copy
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
# Office, committee, district, admin, own secretary, other cell's, collective's secretary, another ward's office, nobody.
ROLES = (
    "office",
    "committee",
    "district",
    "admin",
    "own_secretary",
    "other_secretary",
    "collective_secretary",
    "other_office",
    "nobody",
)
#: Name → answers to GET, answers to POST without data, in the order of ROLES; everything decided, nothing released.
#: 403: may read, may not do this. 405: the page knows no such request, whoever asks; where the address names an object,
#: that is told in the words of a page that does not exist (`answers_told`).
PAGES = {
    "dashboard": ("200 200 200 302 302 302 302 200 200", "405"),
    "board": ("302 302 302 302 404 404 404 302 404", "405"),
    "campaign_new": ("200 404 404 404 404 404 404 200 404", "200 404 404 404 404 404 404 200 404"),
    "campaign_detail": ("200 200 404 404 404 404 404 404 404", "405"),
    "campaign_settings": ("200 200 404 404 404 404 404 404 404", "200 200 404 404 404 404 404 404 404"),
    "campaign_open": ("200 200 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "campaign_close": ("200 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "campaign_reopen": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "campaign_weights": ("200 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "campaign_parameters": ("200 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "outside_grades": ("200 200 404 404 404 404 404 404 404", "405"),
    "outside_grade": ("404 404 404 404 404 404 404 404 404", "404 404 404 404 404 404 404 404 404"),
    "outside_withdraw": ("404 404 404 404 404 404 404 404 404", "404 404 404 404 404 404 404 404 404"),
    "late_changes": ("200 200 404 404 404 404 404 404 404", "405"),
    "late_change_new": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "file_detail": ("200 200 404 404 302 404 404 404 404", "405"),
    "file_accept": ("405", "200 200 404 404 404 404 404 404 404"),
    "file_return": ("200 200 404 404 404 404 404 404 404", "200 200 404 404 404 404 404 404 404"),
    "file_history": ("200 200 404 404 200 404 404 404 404", "405"),
    "hint_list": ("200 200 404 404 404 404 404 404 404", "405"),
    "hint_new": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "hint_record": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "hint_detail": ("200 200 404 404 200 404 404 404 404", "405"),
    "hint_edit": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "hint_issue": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "hint_withdraw": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "file_hints": ("200 200 404 404 200 404 404 404 404", "405"),
    "remedies": ("200 200 404 404 200 404 404 404 404", "200 403 404 404 200 404 404 404 404"),
    "remedy_shortcomings": ("200 403 404 404 200 404 404 404 404", "302 403 404 404 302 404 404 404 404"),
    "remedy_plan": ("200 403 404 404 200 404 404 404 404", "302 403 404 404 302 404 404 404 404"),
    "remedy_note": ("200 200 404 404 403 404 404 404 404", "200 200 404 404 403 404 404 404 404"),
    "file_remedies": ("200 200 404 404 200 404 404 404 404", "405"),
    "ward_remedies": ("200 200 404 404 404 404 404 404 404", "405"),
    "cell_home": ("200 200 404 404 200 404 404 404 404", "405"),
    "file_people": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "critique_list": ("200 200 404 404 200 404 404 404 404", "405"),
    "meeting_edit": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "ballot_sheet": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "ballot_preview": ("200 200 404 404 200 404 404 404 404", "405"),
    "level_table": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "attendance": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "later_review": ("302 302 404 404 302 404 404 404 404", "200 403 404 404 200 404 404 404 404"),
    "minutes_edit": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "file_paper": ("200 200 404 404 200 404 404 404 404", "405"),
    "file_paper_pdf": ("200 200 404 404 200 404 404 404 404", "405"),
    "file_attachments": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "review_attachments": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "attachment": ("200 200 404 404 200 404 404 404 404", "405"),
    "attachment_withdraw": ("302 302 404 404 302 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "paper_entry": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "file_paper_list": ("200 200 404 404 200 404 404 404 404", "405"),
    "review_paper": ("200 200 404 404 200 404 404 404 404", "405"),
    "review_paper_pdf": ("200 200 404 404 200 404 404 404 404", "405"),
    "file_check": ("200 200 404 404 200 404 404 404 404", "405"),
    "file_submit": ("302 302 404 404 302 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "critique_read": ("200 200 404 404 200 404 404 404 404", "405"),
    "critique_edit": ("302 302 404 404 302 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "critique_autosave": ("405", "422 422 404 404 422 404 404 404 404"),
    "critique_versions": ("200 200 404 404 200 404 404 404 404", "405"),
    "critique_version": ("200 200 404 404 200 404 404 404 404", "405"),
    "critique_restore": ("302 302 404 404 302 404 404 404 404", "302 302 404 404 302 404 404 404 404"),
    "critique_withdraw": ("302 302 404 404 302 404 404 404 404", "302 302 404 404 302 404 404 404 404"),
    "invitations": ("200 200 404 404 200 404 404 404 404", "200 403 404 404 200 404 404 404 404"),
    "invitation_revoke": ("302 403 404 404 302 404 404 404 404", "200 403 404 404 200 404 404 404 404"),
    "my_review": ("404 404 404 404 404 404 404 404 404", "405"),
    "file_sheet": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "sheet_download": ("302 302 404 404 302 404 404 404 404", "302 302 404 404 302 404 404 404 404"),
    "sheet_preview": ("404 404 404 404 200 404 404 404 404", "404 404 404 404 200 404 404 404 404"),
    "sheet_done": ("404 404 404 404 302 404 404 404 404", "405"),
    "opinion_list": ("200 200 404 404 200 404 404 404 404", "405"),
    "opinion_new": ("302 302 404 404 302 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "opinion_edit": ("302 302 404 404 302 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "opinion_withdraw": ("302 302 404 404 302 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "criteria_sheet": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "decisions": ("302 302 302 302 404 404 404 302 404", "405"),
    "decision_detail": ("200 200 404 404 404 404 404 404 404", "405"),
    "decision_list": ("200 200 404 404 404 404 404 404 404", "405"),
    "unit_proposals": ("200 200 404 404 404 404 404 404 404", "302 403 404 404 404 404 404 404 404"),
    "take_over_meetings": ("405", "302 403 404 404 404 404 404 404 404"),
    "quotas": ("200 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "quotas_json": ("200 200 404 404 404 404 404 404 404", "405"),
    "quota_by_hand": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "decide": ("200 200 404 404 404 404 404 404 404", "403 302 404 404 404 404 404 404 404"),
    "take_over": ("405", "403 302 404 404 404 404 404 404 404"),
    "reason_record": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "sign": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "release": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "why": ("200 200 404 404 404 404 404 404 404", "405"),
    "why_json": ("200 200 404 404 404 404 404 404 404", "405"),
    "regrade": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "order_list": ("200 200 404 404 404 404 404 404 404", "405"),
    "order_new": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "order_detail": ("200 200 404 404 404 404 404 404 404", "405"),
    "order_edit": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "order_issue": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "order_withdraw": ("200 200 404 404 404 404 404 404 404", "200 200 404 404 404 404 404 404 404"),
    "file_rounds": ("200 200 404 404 200 404 404 404 404", "405"),
    "file_round": ("200 200 404 404 200 404 404 404 404", "405"),
    "file_changes": ("200 200 404 404 200 404 404 404 404", "405"),
    "acceptance": ("200 200 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "file_stage": ("405", "302 403 404 404 404 404 404 404 404"),
    "reminder_list": ("200 200 404 404 404 404 404 404 404", "405"),
    "reminder_draft": ("302 302 404 404 404 404 404 404 404", "302 403 404 404 404 404 404 404 404"),
    "reminder_detail": ("200 200 404 404 404 404 404 404 404", "405"),
    "reminder_edit": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "reminder_send": ("302 302 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "reminder_discard": ("302 302 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "reminder_rest": ("302 302 404 404 404 404 404 404 404", "302 403 404 404 404 404 404 404 404"),
    "my_reminders": ("200 200 200 200 200 200 200 200 200", "405"),
    "reminder_read": ("404 302 404 404 404 404 404 404 404", "404 302 404 404 404 404 404 404 404"),
    "planning_file": ("200 200 404 404 200 404 404 404 404", "200 200 404 404 200 404 404 404 404"),
    "planning_ward": ("200 200 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "planning_submit": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "mend_list": ("200 200 404 404 404 404 404 404 404", "200 200 404 404 404 404 404 404 404"),
    "mend_json": ("200 200 404 404 404 404 404 404 404", "405"),
    "trial_list": ("200 200 404 404 404 404 404 404 404", "200 200 404 404 404 404 404 404 404"),
    "trial_compare": ("200 200 404 404 404 404 404 404 404", "405"),
    "trial": ("200 200 404 404 404 404 404 404 404", "200 200 404 404 404 404 404 404 404"),
    "trial_preview": ("405", "200 200 404 404 404 404 404 404 404"),
    "trial_json": ("200 200 404 404 404 404 404 404 404", "405"),
    "trial_apply": ("403 200 404 404 404 404 404 404 404", "403 200 404 404 404 404 404 404 404"),
    "trial_discard": ("405", "302 302 404 404 404 404 404 404 404"),
    "papers": ("302 302 200 404 404 404 404 200 404", "405"),
    "issued_paper": ("200 200 404 404 404 404 404 404 404", "405"),
    "paper_list": ("200 200 404 404 404 404 404 404 404", "405"),
    "hint_paper": ("200 200 404 404 200 404 404 404 404", "405"),
    "hint_paper_pdf": ("200 200 404 404 200 404 404 404 404", "405"),
    "order_paper": ("200 200 404 404 404 404 404 404 404", "405"),  # a draft
    "order_paper_pdf": ("200 200 404 404 404 404 404 404 404", "405"),
    "decision_paper": ("200 200 404 404 404 404 404 404 404", "405"),
    "decision_paper_pdf": ("200 200 404 404 404 404 404 404 404", "405"),
    "paper_preview": ("200 200 404 404 404 404 404 404 404", "405"),
    "paper_pdf": ("200 200 404 404 404 404 404 404 404", "405"),
    "paper_xlsx": ("200 200 404 404 404 404 404 404 404", "405"),
    "paper_docx": ("200 200 404 404 404 404 404 404 404", "405"),
    "paper_issue": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "narrative_edit": ("200 403 404 404 404 404 404 404 404", "200 403 404 404 404 404 404 404 404"),
    "dossier_download": ("200 200 404 404 404 404 404 404 404", "405"),
    "results": ("200 200 404 404 200 200 200 404 404", "405"),
    "job_list": ("200 200 404 404 200 200 200 200 404", "405"),
    "job_offers": ("200 200 404 404 404 404 404 404 404", "405"),
    "job_ask": ("302 302 404 404 404 404 404 404 404", "302 302 404 404 404 404 404 404 404"),
    "file_job_ask": ("302 302 404 404 302 404 404 404 404", "302 302 404 404 302 404 404 404 404"),
    "job_cancel": ("302 302 404 404 404 404 404 404 404", "302 302 404 404 404 404 404 404 404"),
    "job_result": ("302 302 404 404 404 404 404 404 404", "302 302 404 404 404 404 404 404 404"),
    "report_check": ("200 404 200 404 404 404 404 200 404", "200 404 200 404 404 404 404 200 404"),
    "public_key": ("200 200 404 404 404 404 404 200 404", "405"),
    "district": ("404 404 200 404 404 404 404 404 404", "405"),
    "district_json": ("404 404 200 404 404 404 404 404 404", "405"),
    "report_receive": ("404 404 302 404 404 404 404 404 404", "404 404 200 404 404 404 404 404 404"),
    "own_report_receive": (
        "404 404 404 404 404 404 404 404 404",
        "404 404 404 404 404 404 404 404 404",
    ),  # not released
    "received_report": ("404 404 200 404 404 404 404 404 404", "405"),
    "received_file": ("404 404 200 404 404 404 404 404 404", "405"),
    "known_keys": ("404 404 200 404 404 404 404 404 404", "405"),
    "known_key_new": ("404 404 200 404 404 404 404 404 404", "404 404 200 404 404 404 404 404 404"),
    "known_key_withdraw": ("404 404 200 404 404 404 404 404 404", "404 404 200 404 404 404 404 404 404"),
    "rule_book_home": ("302 302 302 302 302 302 302 302 404", "405"),
    "rule_book_json": ("200 200 200 200 200 200 200 200 404", "405"),
    "rule_book": ("200 200 200 200 200 200 200 200 404", "405"),
    "rule_compare": ("200 200 200 200 200 200 200 200 404", "405"),
    "guides": ("302 302 302 302 302 302 302 302 404", "405"),
    "guide": ("200 404 404 404 404 404 404 200 404", "405"),
    "guide_pdf": ("200 404 404 404 404 404 404 200 404", "405"),
    "recheck": ("200 200 404 404 404 404 404 404 404", "405"),
    "year_facts": ("200 200 404 404 200 404 404 404 404", "302 403 404 404 403 404 404 404 404"),
    "person_facts": ("200 200 404 404 200 404 404 404 404", "405"),
    "status_new": ("200 403 404 404 200 404 404 404 404", "200 403 404 404 200 404 404 404 404"),
    "discipline_new": ("200 403 404 404 403 404 404 404 404", "200 403 404 404 403 404 404 404 404"),
    "status_withdraw": ("200 403 404 404 200 404 404 404 404", "200 403 404 404 200 404 404 404 404"),
    "discipline_withdraw": ("200 403 404 404 200 404 404 404 404", "200 403 404 404 200 404 404 404 404"),
}


ALWAYS_405 = "405"
PLAIN_FORM = "application/x-www-form-urlencoded"
#: Where a word of the address means another thing than elsewhere.
OWN_IDS = (
    {name: {"paper": "meeting_minutes"} for name in ("file_paper", "file_paper_pdf")}
    | {name: {"paper": "form"} for name in ("review_paper", "review_paper_pdf")}
    | {"file_job_ask": {"kind": "file_forms_prefilled"}}
)
#: Sent by a page itself: its own tests hold what it says to somebody who is not signed in.
TOLD_IN_JSON = {"critique_autosave"}


def _order(sitting: Sitting):
    return draft_order(
        by=sitting.office,
        campaign_id=sitting.campaign.pk,
        kind="re_review",
        file_id=sitting.file("KP01").pk,
        values=OrderValues(note="Kiểm điểm lại.", due_on=make.TODAY),
        on=make.TODAY,
    )


class Scene:
    """Everything decided and reported, nothing released."""

    def __init__(self):
        sitting = Sitting()
        sitting.decide_all()
        sitting.meet("KP01", make.REVIEW_DATE)
        ward, member = sitting.ward, sitting.people[1]
        self.campaign = sitting.campaign
        self.accounts = {
            "office": sitting.office,
            "committee": sitting.committee,
            "district": make.make_account("quanuy", "district", ward),
            "admin": make.make_account("quantri", "admin", ward),
            "own_secretary": make.make_account("bithu1", "secretary", sitting.first),
            "other_secretary": make.make_account("bithu2", "secretary", sitting.second),
            "collective_secretary": make.make_account("thuky", "secretary", sitting.ubnd),
            "other_office": make.make_account("vanphong12", "office", make.make_ward("P12", "Đảng bộ Phường 12")),
            "nobody": make.make_account("nguoila"),
        }
        period = StatusPeriod.objects.create(member=member, status="exempt", from_date=date(2019, 1, 1))
        discipline = Discipline.objects.create(
            member=member, form="reprimand", decided_on=date(2018, 3, 1), counted_in_year=2018, source="QĐ"
        )
        opinion = Opinion.objects.create(
            review=sitting.review(member.code), body="employer", text="x", saved_by="x", saved_at=make.now()
        )
        self.hint = issued_hint(sitting.review(member.code))
        kept_version(sitting.review(member.code))
        self.ids = {
            "hint_id": self.hint.pk,
            "opinion_id": opinion.pk,
            "upload_id": waiting_sheet(sitting.file("KP01"), self.accounts["own_secretary"]).pk,
            "attachment_id": attached_paper(sitting.review(member.code)).pk,
            "campaign_id": self.campaign.pk,
            "file_id": sitting.file("KP01").pk,
            "review_id": sitting.review(member.code).pk,
            "decision_id": Decision.objects.order_by("pk").first().pk,
            "paper_id": issued_copy(self.campaign).pk,
            "received_id": received_dossier().pk,
            "key_id": known_key().pk,
            "paper": "ward_summary",
            "role": "office",
            "scope": "people",
            "code": "2021",
            "cell_id": sitting.first.pk,
            "member_id": member.pk,
            "year": 2021,
            "period_id": period.pk,
            "discipline_id": discipline.pk,
            "order_id": _order(sitting).pk,
            "number": 1,
            "batch_id": draft_reminder(
                by=sitting.office, campaign_id=self.campaign.pk, stage="district", on=make.TODAY
            ).pk,
            "message_id": told(self.campaign, sitting.committee).pk,
            "stage": "district",
            "kind": "year_data",
            "job_id": ask_for(
                by=sitting.office, campaign_id=self.campaign.pk, kind=KINDS["explanations"], on=make.TODAY
            )[0].pk,
            "trial_id": create_trial(by=sitting.office, campaign_id=self.campaign.pk, name="Thử", on=make.TODAY).pk,
        }

    def url(self, name: str) -> str:
        [(_pattern, words)] = patterns()[name]
        ids = self.ids | OWN_IDS.get(name, {})
        return reverse(f"assessments:{name}", kwargs={word: ids[word] for word in words})


def kept_version(review) -> CritiqueVersion:
    critique, _made = SelfCritique.objects.get_or_create(
        review=review, defaults={"form": "02", "form_version": "CV123-2021", "saved_at": make.now(), "saved_by": "x"}
    )
    return CritiqueVersion.objects.create(
        critique=critique, number=1, kind="saved", round=1, form="02", form_version="CV123-2021", by_name="x", at=make.now()
    )  # fmt: skip


def attached_paper(review) -> Attachment:
    return Attachment.objects.create(
        file=review.file, review=review, kind="critique", name="a.pdf", content_type="application/pdf", size=4,
        sha256="x", content=b"%PDF", by_name="x", at=make.now(),
    )  # fmt: skip


def waiting_sheet(file: ReviewFile, account) -> SheetUpload:
    content = write_sheet(cell_sheet(file, access_of(account, make.TODAY)), mark="p1")
    return SheetUpload.objects.create(file=file, filename="p", content=content, sha256="", by=account, at=make.now())


def answers_told(name: str, method: str = "get") -> str:
    """The answers of the table as they are given."""
    answers = PAGES[name][method == "post"]
    if answers != ALWAYS_405:
        return answers
    [(_pattern, words)] = patterns()[name]
    return " ".join(["404" if any(word.endswith("_id") for word in words) else "405"] * len(ROLES))


@cache
def patterns() -> dict[str, list]:
    reverses = get_resolver().namespace_dict["assessments"][1].reverse_dict
    return {name: reverses.getlist(name)[0][0] for name in reverses if isinstance(name, str)}


@pytest.fixture
def scene():
    return Scene()


def test_every_page_of_the_process_is_in_the_table():
    ours = {name for name in patterns() if not name.startswith("ground_")}  # these have a table of their own

    assert ours == set(PAGES)


def test_without_signing_in_every_page_leads_to_the_sign_in(client, scene):
    for name, (get, _post) in PAGES.items():
        if name in TOLD_IN_JSON:
            continue
        answer = (client.post if get == ALWAYS_405 else client.get)(scene.url(name))

        assert (name, answer.status_code, answer.url.split("?")[0]) == (name, 302, "/sign-in/")
