"""A frozen ground that makes no dossier is refused in the office's words."""

import pytest

from assessments.services import late_units
from assessments.services.late_units import NewHead
from cells.refusals import Refused
from tests.assessments.late_scene import LateScene

pytestmark = pytest.mark.django_db


def test_an_exception_that_the_year_does_not_list_is_refused_in_words():
    scene = LateScene()
    new = NewHead(scene.people[1].pk, exception="NL9")

    with pytest.raises(Refused) as refused:
        scene.do(late_units.change_head, organization_id=scene.first.pk, new=new)

    assert [str(one) for one in refused.value.refusals] == [
        f"{scene.people[1].full_name} được ghi là người đứng đầu thuộc trường hợp ngoại lệ NL9, mà tham số của năm 2021 "
        "không nêu. Hãy để Ban Thường vụ nêu trường hợp đó trong tham số của năm, hoặc sửa chức vụ đứng đầu. "
        "(123-CV/ĐU 1(5))"
    ]
