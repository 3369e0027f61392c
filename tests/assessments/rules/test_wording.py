"""How the rules' sentences name people."""

import pytest

from assessments.rules.facts import Member
from assessments.rules.vocabulary import MemberStatus
from assessments.rules.wording import named, person_vi


@pytest.mark.parametrize(
    ("status", "person"),
    [
        (MemberStatus.NON_MEMBER, "Ông/bà Lê Thị Bình (M1)"),
        (MemberStatus.ACTIVE, "Đồng chí Lê Thị Bình (M1)"),
        (MemberStatus.SUSPENDED, "Đồng chí Lê Thị Bình (M1)"),
    ],
)
def test_only_a_party_member_is_called_comrade(status, person):
    assert person_vi(Member("M1", "K01", status, "Lê Thị Bình")) == person


@pytest.mark.parametrize(("name", "called"), [("An", "An (M1)"), (None, "M1"), ("", "M1")])
def test_who_has_no_name_is_called_by_the_code(name, called):
    assert named(Member("M1", "K01", MemberStatus.ACTIVE, name)) == called
