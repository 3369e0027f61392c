"""Addresses of the process, in the order of a review year."""

from django.urls import URLPattern, URLResolver, path

from assessments.views import (
    acceptance,
    attachments,
    attendance,
    board,
    campaigns,
    cell_home,
    cell_sheets,
    closing,
    criteria_sheets,
    critique_autosave,
    critique_versions,
    critiques,
    dashboard,
    decision_table,
    decisions,
    deed_papers,
    district,
    file_papers,
    files,
    ground_workbook,
    guides,
    hint_steps,
    hints,
    invitations,
    jobs,
    known_keys,
    late_changes,
    local_parameters,
    meetings,
    mends,
    minutes,
    my_reminders,
    my_review,
    narratives,
    office_files,
    opinions,
    orders,
    outside,
    paper_entry,
    papers,
    person_facts,
    planning,
    quotas,
    reasons,
    recheck,
    regrades,
    releases,
    remedies,
    remedy_plans,
    reminders,
    report_check,
    results,
    rounds,
    rule_book,
    signing,
    submissions,
    trials,
    unit_proposals,
    why,
    year_facts,
)
from assessments.views.campaigns import seen_campaign
from assessments.views.seen import seen_file
from cells.views.proving import proof_before

#: What leaves the portal with data of one year.
year_data = proof_before("GET", seen=seen_campaign)

app_name = "assessments"
urlpatterns: list[URLPattern | URLResolver] = []

# --- the year and the office's review (O1)
urlpatterns += [
    path("", dashboard.dashboard, name="dashboard"),
    path("board/", board.board, name="board"),
    path("new/", campaigns.campaign_new, name="campaign_new"),
    path("<int:campaign_id>/", board.campaign_detail, name="campaign_detail"),
    path("<int:campaign_id>/settings/", campaigns.campaign_settings, name="campaign_settings"),
    path("<int:campaign_id>/open/", campaigns.campaign_open, name="campaign_open"),
    path("<int:campaign_id>/close/", closing.campaign_close, name="campaign_close"),
    path("<int:campaign_id>/reopen/", closing.campaign_reopen, name="campaign_reopen"),
    path("<int:campaign_id>/weights/", campaigns.campaign_weights, name="campaign_weights"),
    path("<int:campaign_id>/parameters/", local_parameters.campaign_parameters, name="campaign_parameters"),
    path("<int:campaign_id>/outside-grades/", outside.outside_grades, name="outside_grades"),
    path("reviews/<int:review_id>/outside-grade/", outside.outside_grade, name="outside_grade"),
    path("reviews/<int:review_id>/outside-grade/withdraw/", outside.outside_withdraw, name="outside_withdraw"),
    path("files/<int:file_id>/", files.file_detail, name="file_detail"),
    path("files/<int:file_id>/accept/", files.file_accept, name="file_accept"),
    path("files/<int:file_id>/return/", files.file_return, name="file_return"),
    path("files/<int:file_id>/history/", files.file_history, name="file_history"),
]

# --- changes after the opening
urlpatterns += [
    path("<int:campaign_id>/changes/", late_changes.late_change_list, name="late_changes"),
    path("<int:campaign_id>/changes/new/", late_changes.LateChangeNew.as_view(), name="late_change_new"),
]

# --- review hints: drafted, issued, answered
urlpatterns += [
    path("<int:campaign_id>/hints/", hints.hints_of_campaign, name="hint_list"),
    path("<int:campaign_id>/hints/new/", hints.hint_new, name="hint_new"),
    path("<int:campaign_id>/hints/record/", hints.hint_record, name="hint_record"),
    path("hints/<int:hint_id>/", hints.hint_detail, name="hint_detail"),
    path("hints/<int:hint_id>/edit/", hints.hint_edit, name="hint_edit"),
    path("hints/<int:hint_id>/issue/", hint_steps.hint_issue, name="hint_issue"),
    path("hints/<int:hint_id>/withdraw/", hint_steps.hint_withdraw, name="hint_withdraw"),
    path("files/<int:file_id>/hints/", hints.file_hints, name="file_hints"),
]

# --- shortcomings of last year and this, and the plans to mend them
urlpatterns += [
    path("reviews/<int:review_id>/remedies/", remedies.subject_remedies, name="remedies"),
    path("reviews/<int:review_id>/remedies/shortcomings/", remedies.remedy_shortcomings, name="remedy_shortcomings"),
    path("reviews/<int:review_id>/remedies/plan/", remedy_plans.remedy_plan, name="remedy_plan"),
    path("reviews/<int:review_id>/remedies/note/", remedies.remedy_note, name="remedy_note"),
    path("files/<int:file_id>/remedies/", remedies.file_remedies, name="file_remedies"),
    path("<int:campaign_id>/remedies/", remedies.ward_list, name="ward_remedies"),
]

# --- deadlines and reminders: drafted, looked at, sent; the own ones
urlpatterns += [
    path("<int:campaign_id>/reminders/", reminders.reminder_list, name="reminder_list"),
    path("<int:campaign_id>/reminders/<slug:stage>/draft/", reminders.reminder_draft, name="reminder_draft"),
    path("reminders/<int:batch_id>/", reminders.reminder_detail, name="reminder_detail"),
    path("reminders/<int:batch_id>/edit/", reminders.reminder_edit, name="reminder_edit"),
    path("reminders/<int:batch_id>/send/", reminders.reminder_send, name="reminder_send"),
    path("reminders/<int:batch_id>/discard/", reminders.reminder_discard, name="reminder_discard"),
    path("reminders/<int:batch_id>/rest/", reminders.reminder_rest, name="reminder_rest"),
    path("my/reminders/", my_reminders.my_reminders, name="my_reminders"),
    path("my/reminders/<int:message_id>/read/", my_reminders.reminder_read, name="reminder_read"),
]

# --- the cell's side (P)
urlpatterns += [
    path("files/<int:file_id>/home/", cell_home.cell_home, name="cell_home"),
    path("files/<int:file_id>/people/", cell_home.file_people, name="file_people"),
    path("files/<int:file_id>/critiques/", critiques.critique_list, name="critique_list"),
    path("files/<int:file_id>/meeting/", meetings.meeting_edit, name="meeting_edit"),
    path("files/<int:file_id>/ballots/", meetings.ballot_sheet, name="ballot_sheet"),
    path("files/<int:file_id>/ballots/preview/", meetings.ballot_preview, name="ballot_preview"),
    path("files/<int:file_id>/levels/", meetings.level_table, name="level_table"),
    path("files/<int:file_id>/check/", submissions.file_check, name="file_check"),
    path("files/<int:file_id>/submit/", submissions.file_submit, name="file_submit"),
    path("critiques/<int:review_id>/", critiques.critique_read, name="critique_read"),
    path("critiques/<int:review_id>/edit/", critiques.critique_edit, name="critique_edit"),
    path("critiques/<int:review_id>/withdraw/", critiques.critique_withdraw, name="critique_withdraw"),
    path("critiques/<int:review_id>/autosave/", critique_autosave.critique_autosave, name="critique_autosave"),
    path("critiques/<int:review_id>/versions/", critique_versions.critique_versions, name="critique_versions"),
    path(
        "critiques/<int:review_id>/versions/<int:number>/", critique_versions.critique_version, name="critique_version"
    ),
    path(
        "critiques/<int:review_id>/versions/<int:number>/restore/",
        critique_versions.critique_restore,
        name="critique_restore",
    ),
]

# --- members who write themselves: the secretary's invitations, the member's own page
urlpatterns += [
    path("my/", my_review.my_review, name="my_review"),
    path("files/<int:file_id>/invitations/", invitations.invitations, name="invitations"),
    path(
        "files/<int:file_id>/invitations/<int:member_id>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
]

# --- the cell's sheet as a workbook
urlpatterns += [
    path("files/<int:file_id>/sheet/", cell_sheets.file_sheet, name="file_sheet"),
    path(
        "files/<int:file_id>/sheet/download/",
        proof_before("POST", seen=seen_file)(cell_sheets.sheet_download),
        name="sheet_download",
    ),
    path("sheets/<int:upload_id>/", cell_sheets.sheet_preview, name="sheet_preview"),
    path("sheets/<int:upload_id>/done/", cell_sheets.sheet_done, name="sheet_done"),
]

# --- comments of the participating bodies, criteria sheets 03, 04, 05
urlpatterns += [
    path("critiques/<int:review_id>/opinions/", opinions.opinion_list, name="opinion_list"),
    path("critiques/<int:review_id>/opinions/new/", opinions.opinion_new, name="opinion_new"),
    path("opinions/<int:opinion_id>/", opinions.opinion_edit, name="opinion_edit"),
    path("opinions/<int:opinion_id>/withdraw/", opinions.opinion_withdraw, name="opinion_withdraw"),
    path("critiques/<int:review_id>/sheet/", criteria_sheets.criteria_sheet, name="criteria_sheet"),
]

# --- the meeting's names and minutes, papers of one file
urlpatterns += [
    path("files/<int:file_id>/attendance/", attendance.attendance, name="attendance"),
    path("files/<int:file_id>/attendance/<int:member_id>/later/", attendance.later_review, name="later_review"),
    path("files/<int:file_id>/minutes/", minutes.minutes_edit, name="minutes_edit"),
    path("files/<int:file_id>/papers/", file_papers.file_paper_list, name="file_paper_list"),
    path("files/<int:file_id>/papers/<str:paper>/", file_papers.file_paper, name="file_paper"),
    path("files/<int:file_id>/papers/<str:paper>/pdf/", file_papers.file_paper_pdf, name="file_paper_pdf"),
    path("critiques/<int:review_id>/papers/<str:paper>/", file_papers.review_paper, name="review_paper"),
    path("critiques/<int:review_id>/papers/<str:paper>/pdf/", file_papers.review_paper_pdf, name="review_paper_pdf"),
]

# --- papers that come in: attached, typed for a whole file
urlpatterns += [
    path("files/<int:file_id>/attachments/", attachments.file_attachments, name="file_attachments"),
    path("critiques/<int:review_id>/attachments/", attachments.review_attachments, name="review_attachments"),
    path("attachments/<int:attachment_id>/withdraw/", attachments.attachment_withdraw, name="attachment_withdraw"),
    path("files/<int:file_id>/paper-entry/", paper_entry.paper_entry, name="paper_entry"),
]

# --- the sitting: proposals of units, quotas, decisions (O2)
urlpatterns += [
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:decision_id>/", decisions.decision_detail, name="decision_detail"),
    path("<int:campaign_id>/decisions/", decisions.decision_list, name="decision_list"),
    path("<int:campaign_id>/proposals/", unit_proposals.unit_proposals, name="unit_proposals"),
    path("<int:campaign_id>/proposals/take-over/", unit_proposals.take_over, name="take_over_meetings"),
    path("<int:campaign_id>/quotas/", quotas.quotas, name="quotas"),
    path("<int:campaign_id>/quotas/json/", year_data(quotas.quotas_json), name="quotas_json"),
    path("<int:campaign_id>/quotas/<int:cell_id>/", quotas.quota_by_hand, name="quota_by_hand"),
    path("<int:campaign_id>/decide/<str:scope>/", decision_table.decide, name="decide"),
    path("<int:campaign_id>/decide/<str:scope>/take-over/", decision_table.take_over, name="take_over"),
    path("<int:campaign_id>/reasons/", reasons.reason_record, name="reason_record"),
    path("<int:campaign_id>/sign/<str:scope>/", signing.sign, name="sign"),
    path("<int:campaign_id>/release/", proof_before("POST", seen=seen_campaign)(releases.release), name="release"),
    path("reviews/<int:review_id>/regrade/", regrades.regrade, name="regrade"),
    path("reviews/<int:review_id>/why/", why.why, name="why"),
    path(
        "reviews/<int:review_id>/why/json/", proof_before("GET", seen=why.seen_of_ward)(why.why_json), name="why_json"
    ),
]

# --- orders, rounds, acceptance together, the planning of cadres after the release
urlpatterns += [
    path("<int:campaign_id>/orders/", orders.order_list, name="order_list"),
    path("<int:campaign_id>/orders/new/", orders.order_new, name="order_new"),
    path("orders/<int:order_id>/", orders.order_detail, name="order_detail"),
    path("orders/<int:order_id>/edit/", orders.order_edit, name="order_edit"),
    path("orders/<int:order_id>/issue/", orders.order_issue, name="order_issue"),
    path("orders/<int:order_id>/withdraw/", orders.order_withdraw, name="order_withdraw"),
    path("files/<int:file_id>/rounds/", rounds.file_rounds, name="file_rounds"),
    path("files/<int:file_id>/rounds/<int:number>/", rounds.file_round, name="file_round"),
    path("files/<int:file_id>/rounds/<int:number>/changes/", rounds.file_changes, name="file_changes"),
    path("<int:campaign_id>/acceptance/", acceptance.acceptance, name="acceptance"),
    path("files/<int:file_id>/stage/", acceptance.file_stage, name="file_stage"),
    path("files/<int:file_id>/planning/", planning.planning_file, name="planning_file"),
    path("<int:campaign_id>/planning/", planning.planning_ward, name="planning_ward"),
    path(
        "<int:campaign_id>/planning/submit/",
        proof_before("POST", seen=seen_campaign)(planning.planning_submit),
        name="planning_submit",
    ),
]

# --- what if
urlpatterns += [
    path("<int:campaign_id>/trials/", trials.trial_list, name="trial_list"),
    path("<int:campaign_id>/mends/", mends.mend_list, name="mend_list"),
    path("<int:campaign_id>/mends/json/", year_data(mends.mend_json), name="mend_json"),
    path("<int:campaign_id>/trials/compare/", trials.trial_compare, name="trial_compare"),
    path("trials/<int:trial_id>/", trials.trial, name="trial"),
    path("trials/<int:trial_id>/preview/", trials.trial_preview, name="trial_preview"),
    path(
        "trials/<int:trial_id>/json/", proof_before("GET", seen=trials.seen_trial)(trials.trial_json), name="trial_json"
    ),
    path("trials/<int:trial_id>/apply/", trials.trial_apply, name="trial_apply"),
    path("trials/<int:trial_id>/discard/", trials.trial_discard, name="trial_discard"),
]

# --- the papers of hints, orders, decisions
urlpatterns += [
    path("hints/<int:hint_id>/paper/", deed_papers.hint_paper, name="hint_paper"),
    path("hints/<int:hint_id>/paper/pdf/", deed_papers.hint_paper_pdf, name="hint_paper_pdf"),
    path("orders/<int:order_id>/paper/", deed_papers.order_paper, name="order_paper"),
    path("orders/<int:order_id>/paper/pdf/", deed_papers.order_paper_pdf, name="order_paper_pdf"),
    path("decisions/<int:decision_id>/paper/", deed_papers.decision_paper, name="decision_paper"),
    path("decisions/<int:decision_id>/paper/pdf/", deed_papers.decision_paper_pdf, name="decision_paper_pdf"),
]

# --- papers and results: what leaves the ward (T)
urlpatterns += [
    path("papers/", papers.papers, name="papers"),
    path(
        "papers/issued/<int:paper_id>/",
        proof_before("GET", seen=papers.seen_copy)(papers.issued_paper),
        name="issued_paper",
    ),
    path("<int:campaign_id>/papers/", papers.paper_list, name="paper_list"),
    path("<int:campaign_id>/papers/<slug:paper>/", papers.paper_preview, name="paper_preview"),
    path("<int:campaign_id>/papers/<slug:paper>/pdf/", year_data(papers.paper_pdf), name="paper_pdf"),
    path("<int:campaign_id>/papers/<slug:paper>/xlsx/", year_data(office_files.paper_xlsx), name="paper_xlsx"),
    path("<int:campaign_id>/papers/<slug:paper>/docx/", year_data(office_files.paper_docx), name="paper_docx"),
    path(
        "<int:campaign_id>/papers/<slug:paper>/issue/",
        proof_before("POST", seen=seen_campaign)(papers.paper_issue),
        name="paper_issue",
    ),
    path("<int:campaign_id>/narrative/", narratives.narrative_edit, name="narrative_edit"),
    path("<int:campaign_id>/dossier/", year_data(papers.dossier_download), name="dossier_download"),
    path("<int:campaign_id>/results/", results.results, name="results"),
]

# --- large papers and exports, made in the background
urlpatterns += [
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<int:job_id>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("jobs/<int:job_id>/result/", proof_before("POST", seen=jobs.seen_job)(jobs.job_result), name="job_result"),
    path("<int:campaign_id>/jobs/", jobs.job_offers, name="job_offers"),
    path("<int:campaign_id>/jobs/<slug:kind>/", jobs.job_ask, name="job_ask"),
    path("files/<int:file_id>/jobs/<slug:kind>/", jobs.file_job_ask, name="file_job_ask"),
]

# --- reports of wards: checked by anybody who issues or receives them, received and summed by the district
urlpatterns += [
    path("check-report/", report_check.report_check, name="report_check"),
    path("public-key/", report_check.public_key, name="public_key"),
    path("district/", district.district, name="district"),
    path("district/json/", proof_before("GET")(district.district_json), name="district_json"),
    path("district/receive/", report_check.report_receive, name="report_receive"),
    path("district/receive/<int:paper_id>/", district.own_report_receive, name="own_report_receive"),
    path("district/reports/<int:received_id>/", district.received_report, name="received_report"),
    path("district/keys/", known_keys.known_keys, name="known_keys"),
    path("district/keys/new/", known_keys.KnownKeyNew.as_view(), name="known_key_new"),
    path("district/keys/<int:key_id>/withdraw/", known_keys.KnownKeyWithdraw.as_view(), name="known_key_withdraw"),
]

# --- files that somebody sent, as downloads; nothing else lies under this path, which a proxy may treat apart
urlpatterns += [
    path("brought-in/papers/<int:attachment_id>/", attachments.attachment, name="attachment"),
    path(
        "brought-in/reports/<int:received_id>/",
        proof_before("GET", seen=district.seen_file_of)(district.received_file),
        name="received_file",
    ),
]

# --- facts of the year (G)
urlpatterns += [
    path("year-facts/<int:cell_id>/<int:year>/", year_facts.YearFacts.as_view(), name="year_facts"),
    path("people/<int:member_id>/<int:year>/", person_facts.PersonFactsPage.as_view(), name="person_facts"),
    path("people/<int:member_id>/<int:year>/status/", person_facts.StatusNew.as_view(), name="status_new"),
    path("people/<int:member_id>/<int:year>/discipline/", person_facts.DisciplineNew.as_view(), name="discipline_new"),
    path(
        "standings/<int:period_id>/<int:year>/withdraw/",
        person_facts.StatusWithdraw.as_view(),
        name="status_withdraw",
    ),
    path(
        "disciplines/<int:discipline_id>/withdraw/",
        person_facts.DisciplineWithdraw.as_view(),
        name="discipline_withdraw",
    ),
]

# --- the rest of the ground by a workbook (G)
urlpatterns += [
    path("ground/", ground_workbook.GroundUpload.as_view(), name="ground_workbook"),
    path(
        "ground/export/<int:year>/", proof_before("GET")(ground_workbook.GroundExport.as_view()), name="ground_export"
    ),
    path("ground/<int:upload_id>/", ground_workbook.GroundPreview.as_view(), name="ground_preview"),
    path("ground/<int:upload_id>/done/", ground_workbook.GroundResult.as_view(), name="ground_result"),
]

# --- how to work with the portal
urlpatterns += [
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:role>/", guides.guide, name="guide"),
    path("guides/<slug:role>/pdf/", guides.guide_as_pdf, name="guide_pdf"),
]

# --- the rules themselves: the book, what the letter changed, the rules run again (R)
urlpatterns += [
    path("rulebook/", rule_book.rule_book_home, name="rule_book_home"),
    path("rulebook/compare/", rule_book.rule_compare, name="rule_compare"),
    path("rulebook/<slug:code>/", rule_book.rule_book, name="rule_book"),
    path("rulebook/<slug:code>/json/", rule_book.rule_book_json, name="rule_book_json"),
    path("<int:campaign_id>/recheck/", recheck.recheck, name="recheck"),
]
