"""What a late change moved, in words of the office."""

from assessments.selectors.late_words import lines_of


def test_the_words_of_a_headship_name_its_evidence_and_its_exception():
    head = {"member": "A1", "appointed_on": "2020-03-10", "main_duty": True, "evidence": "", "exception": None}
    other = head | {"main_duty": False, "evidence": "QĐ 3-QĐ/ĐU", "exception": "NL3"}

    assert lines_of({"heads": [head]}, {"heads": [other]}, {"A1": "An"}) == [
        (
            "Người đứng đầu",
            "An, từ 10/03/2020",
            "An, từ 10/03/2020 (không phải nhiệm vụ chính: QĐ 3-QĐ/ĐU; ngoại lệ NL3)",
        )
    ]
