"""Each page × each role: what is not yours answers as if it did not exist."""

from django.urls import reverse

ROLES = (
    "office", "committee", "admin", "district", "secretary", "other_secretary", "collective_secretary", "other_office",
    "nobody",
)  # fmt: skip
# Office, committee, admin, district, own secretary, other cell's, collective's secretary, another ward's office, nobody.
PAGES = {
    "organization_list": ([], "200 200 404 404 200 200 200 200 404"),
    "member_list": ([], "200 200 404 404 200 200 404 200 404"),
    "account_list": ([], "200 404 200 404 404 404 404 200 404"),
    "journal": ([], "200 200 404 404 404 404 404 200 404"),
    "ward_profile": (["ward"], "200 403 404 404 404 404 404 404 404"),
    "organization_new": (["ward", "cell"], "200 403 404 404 404 404 404 404 404"),
    "organization_detail": (["cell"], "200 200 404 404 200 404 404 404 404"),
    "organization_edit": (["cell"], "200 403 404 404 403 404 404 404 404"),
    "organization_dissolve": (["cell"], "200 403 404 404 403 404 404 404 404"),
    "cell_committee_new": (["cell"], "200 403 404 404 403 404 404 404 404"),
    "cell_committees_new": (["ward"], "200 403 404 404 404 404 404 404 404"),
    "collective_new": (["ward"], "200 403 404 404 404 404 404 404 404"),
    "collective_detail": (["collective"], "200 200 404 404 404 404 200 404 404"),
    "collective_edit": (["collective"], "200 403 404 404 404 404 403 404 404"),
    "collective_dissolve": (["collective"], "200 403 404 404 404 404 403 404 404"),
    "seat_new": (["collective"], "200 403 404 404 404 404 403 404 404"),
    "seat_edit": (["seat"], "200 403 404 404 404 404 403 404 404"),
    "seat_withdraw": (["seat"], "200 403 404 404 404 404 403 404 404"),
    "head_new": (["organization", "cell"], "200 403 404 404 403 404 404 404 404"),
    "head_edit": (["head"], "200 403 404 404 404 404 404 404 404"),
    "head_withdraw": (["head"], "200 403 404 404 404 404 404 404 404"),
    "member_new": (["ward"], "200 403 404 404 404 404 404 404 404"),
    "outsider_new": (["ward"], "200 403 404 404 404 404 404 404 404"),
    "member_detail": (["member"], "200 200 404 404 200 404 404 404 404"),
    "member_edit": (["member"], "200 403 404 404 403 404 404 404 404"),
    "member_transfer": (["member"], "200 403 404 404 403 404 404 404 404"),
    "member_left": (["member"], "200 403 404 404 403 404 404 404 404"),
    "member_bring_back": (["gone"], "200 403 404 404 403 404 404 404 404"),
    "post_new": (["member"], "200 403 404 404 403 404 404 404 404"),
    "post_edit": (["post"], "200 403 404 404 404 404 404 404 404"),
    "post_withdraw": (["post"], "200 403 404 404 404 404 404 404 404"),
    "account_new": (["ward"], "200 404 200 404 404 404 404 404 404"),
    "secretaries_new": (["ward"], "200 404 200 404 404 404 404 404 404"),
    "account_detail": (["account"], "200 404 200 404 404 404 404 404 404"),
    "account_reset": (["account"], "200 404 200 404 404 404 404 404 404"),
    "account_hand_over": (["account"], "200 404 200 404 404 404 404 404 404"),
    "account_active": (["account"], "200 404 200 404 404 404 404 404 404"),
    "account_link": (["account"], "200 404 200 404 404 404 404 404 404"),
    "account_address": (["account"], "200 404 200 404 404 404 404 404 404"),
    "account_factor_reset": (["account"], "200 404 200 404 404 404 404 404 404"),
    "account_sessions_end": (["account"], "200 404 200 404 404 404 404 404 404"),
    "account_wait_lift": (["account"], "200 404 200 404 404 404 404 404 404"),
    "own_address": ([], "200 200 200 200 200 200 200 200 200"),
    "mandate_new": (["account"], "200 404 200 404 404 404 404 404 404"),
    "mandate_end": (["mandate"], "200 404 200 404 404 404 404 404 404"),
    # Nobody's here: a deputy's mandate is only its holder's.
    "act_for": (["mandate"], "404 404 404 404 404 404 404 404 404"),
    # The switch of the frame takes posts alone: a reader is sent to the first page.
    "act_as_oneself": ([], "302 302 302 302 302 302 302 302 302"),
}


def address(ground, name: str) -> str:
    words = PAGES[name][0]
    ids = ground.address_ids()
    literal = {"organization_new": {"cell": "cell"}, "head_new": {"organization": "organization"}}.get(name, {})
    return reverse(f"cells:{name}", args=[literal.get(word, ids.get(word, word)) for word in words])


def test_each_role_gets_what_is_its_own(client, ground):
    answers = {name: [] for name in PAGES}
    for role in ROLES:
        client.force_login(ground.accounts[role])
        for name in PAGES:
            answers[name].append(str(client.get(address(ground, name)).status_code))

    assert {name: " ".join(told) for name, told in answers.items()} == {
        name: told for name, (_ids, told) in PAGES.items()
    }


def test_without_signing_in_every_page_leads_to_the_sign_in(client, ground):
    answers = {name: client.get(address(ground, name)) for name in PAGES}

    led = {name: (answer.status_code, answer.url.split("?")[0]) for name, answer in answers.items()}
    assert led == dict.fromkeys(PAGES, (302, "/sign-in/"))


def test_the_committee_reads_the_ground_and_writes_nothing(client, ground):
    client.force_login(ground.accounts["committee"])
    names = [name for name, (_ids, answers) in PAGES.items() if " 403" in answers]

    assert {name: client.post(address(ground, name), {}).status_code for name in names} == dict.fromkeys(names, 403)


def test_every_page_of_the_ground_is_in_the_table():
    from cells import urls  # noqa: PLC0415 -- the table of addresses is read only here

    ours = {pattern.name for pattern in urls.urlpatterns} - {"ward_home"}
    foreign = {name for name in ours if name.startswith("roster")}

    assert ours - foreign == set(PAGES)
