"""Addresses of the ground: organizations, members, accounts, roster, journal."""

from django.urls import URLPattern, URLResolver, path

from cells.views import (
    account_security,
    accounts,
    acting,
    addresses,
    collectives,
    heads_and_posts,
    journal,
    members,
    organizations,
    roster,
    slips,
    wards,
)
from cells.views.proving import proof_before

app_name = "cells"
urlpatterns: list[URLPattern | URLResolver] = [
    # --- ground (G)
    path("", wards.ward_home, name="ward_home"),
    path("wards/<int:ward_id>/profile/", wards.Profile.as_view(), name="ward_profile"),
    path("organizations/", wards.OrganizationList.as_view(), name="organization_list"),
    path(
        "wards/<int:ward_id>/organizations/new/<slug:kind>/",
        organizations.OrganizationNew.as_view(),
        name="organization_new",
    ),
    path(
        "organizations/<int:organization_id>/",
        organizations.OrganizationDetail.as_view(),
        name="organization_detail",
    ),
    path(
        "organizations/<int:organization_id>/edit/",
        organizations.OrganizationEdit.as_view(),
        name="organization_edit",
    ),
    path(
        "organizations/<int:organization_id>/dissolve/",
        organizations.OrganizationDissolve.as_view(),
        name="organization_dissolve",
    ),
    path(
        "organizations/<int:organization_id>/committee/",
        organizations.CellCommitteeNew.as_view(),
        name="cell_committee_new",
    ),
    path(
        "wards/<int:ward_id>/cell-committees/",
        organizations.CellCommitteesNew.as_view(),
        name="cell_committees_new",
    ),
    path("wards/<int:ward_id>/collectives/new/", collectives.CollectiveNew.as_view(), name="collective_new"),
    path("collectives/<int:collective_id>/", collectives.CollectiveDetail.as_view(), name="collective_detail"),
    path("collectives/<int:collective_id>/edit/", collectives.CollectiveEdit.as_view(), name="collective_edit"),
    path(
        "collectives/<int:collective_id>/dissolve/",
        collectives.CollectiveDissolve.as_view(),
        name="collective_dissolve",
    ),
    path("collectives/<int:collective_id>/seats/new/", collectives.SeatNew.as_view(), name="seat_new"),
    path("seats/<int:seat_id>/", collectives.SeatEdit.as_view(), name="seat_edit"),
    path("seats/<int:seat_id>/withdraw/", collectives.SeatWithdraw.as_view(), name="seat_withdraw"),
    path("heads/new/<slug:kind>/<int:unit_id>/", heads_and_posts.HeadNew.as_view(), name="head_new"),
    path("heads/<int:headship_id>/", heads_and_posts.HeadEdit.as_view(), name="head_edit"),
    path("heads/<int:headship_id>/withdraw/", heads_and_posts.HeadWithdraw.as_view(), name="head_withdraw"),
    path("members/", members.MemberList.as_view(), name="member_list"),
    path("members/new/<int:ward_id>/", members.MemberNew.as_view(), name="member_new"),
    path("members/outside/<int:ward_id>/", members.MemberNew.as_view(outside=True), name="outsider_new"),
    path("members/<int:member_id>/", members.MemberDetail.as_view(), name="member_detail"),
    path("members/<int:member_id>/edit/", members.MemberEdit.as_view(), name="member_edit"),
    path("members/<int:member_id>/transfer/", members.MemberTransfer.as_view(), name="member_transfer"),
    path("members/<int:member_id>/left/", members.MemberLeft.as_view(), name="member_left"),
    path("members/<int:member_id>/back/", members.MemberBringBack.as_view(), name="member_bring_back"),
    path("members/<int:member_id>/posts/new/", heads_and_posts.PostNew.as_view(), name="post_new"),
    path("posts/<int:post_id>/", heads_and_posts.PostEdit.as_view(), name="post_edit"),
    path("posts/<int:post_id>/withdraw/", heads_and_posts.PostWithdraw.as_view(), name="post_withdraw"),
    # --- accounts, journal (G)
    path("accounts/", accounts.AccountList.as_view(), name="account_list"),
    path("accounts/new/<int:ward_id>/", accounts.AccountNew.as_view(), name="account_new"),
    path("accounts/secretaries/<int:ward_id>/", slips.SecretariesNew.as_view(), name="secretaries_new"),
    path("accounts/<int:account_id>/", accounts.AccountDetail.as_view(), name="account_detail"),
    path("accounts/<int:account_id>/slip/", accounts.PasswordReset.as_view(), name="account_reset"),
    path("accounts/<int:account_id>/hand-over/", accounts.HandOver.as_view(), name="account_hand_over"),
    path("accounts/<int:account_id>/active/", accounts.AccountActive.as_view(), name="account_active"),
    path("accounts/<int:account_id>/person/", accounts.AccountLink.as_view(), name="account_link"),
    path("accounts/<int:account_id>/address/", addresses.AccountAddress.as_view(), name="account_address"),
    path(
        "accounts/<int:account_id>/second-factor/",
        proof_before("POST", seen=accounts.seen_account)(account_security.FactorReset.as_view()),
        name="account_factor_reset",
    ),
    path("accounts/<int:account_id>/sessions/", account_security.SessionsEnd.as_view(), name="account_sessions_end"),
    path("accounts/<int:account_id>/wait/", account_security.WaitLift.as_view(), name="account_wait_lift"),
    path("my-address/", addresses.OwnAddress.as_view(), name="own_address"),
    path("accounts/<int:account_id>/mandates/new/", accounts.MandateNew.as_view(), name="mandate_new"),
    path("mandates/<int:mandate_id>/end/", accounts.MandateEnd.as_view(), name="mandate_end"),
    path("acting/<int:mandate_id>/", acting.act_for, name="act_for"),
    path("acting/", acting.act_as_oneself, name="act_as_oneself"),
    path("journal/", journal.Journal.as_view(), name="journal"),
    # --- roster and workbooks (R)
    path("roster/", roster.RosterUpload.as_view(), name="roster_upload"),
    path("roster/export/", proof_before("GET")(roster.RosterExport.as_view()), name="roster_export"),
    path("roster/<int:upload_id>/", roster.RosterPreview.as_view(), name="roster_preview"),
    path("roster/<int:upload_id>/done/", roster.RosterResult.as_view(), name="roster_result"),
]
