"""What a campaign says of itself."""

from assessments.models import Campaign


def test_weights_stand_in_the_order_of_the_grades():
    kept = {"good": 4, "excellent": 5, "unfulfilled": 0, "fulfilled": 3}

    assert Campaign(quota_weights=kept).weights_in_order == [
        ("excellent", 5),
        ("good", 4),
        ("fulfilled", 3),
        ("unfulfilled", 0),
    ]
    assert Campaign().weights_in_order == []
