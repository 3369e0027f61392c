"""Two texts compared for people: nothing is lost, and what stayed is not marked."""

import pytest

from assessments.selectors.text_difference import MOST_WORDS, Mark, Piece, difference


def test_a_changed_word_stands_out_and_the_rest_stays():
    assert difference("Đã học tập Chỉ thị 05.", "Đã học tập Kết luận 01.") == (
        Piece(Mark.SAME, "Đã học tập"),
        Piece(Mark.REMOVED, " Chỉ thị 05."),
        Piece(Mark.ADDED, " Kết luận 01."),
    )


def test_a_text_that_goes_on_shows_only_what_was_added():
    assert difference("Còn chậm.", "Còn chậm. Sẽ sửa.") == (
        Piece(Mark.SAME, "Còn chậm."),
        Piece(Mark.ADDED, " Sẽ sửa."),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("", "mới"),
        ("cũ", ""),
        ("  một\n\nhai ", "một\nhai ba"),
        ("a b c d", "d c b a"),
        ("dòng\n" * MOST_WORDS + "cuối", "dòng\n" * (MOST_WORDS - 1) + "khác\ncuối"),
    ],
)
def test_either_text_can_be_read_back(old, new):
    pieces = difference(old, new)

    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED) == new


def test_long_texts_are_compared_by_paragraph():
    same = "một hai ba bốn năm sáu bảy tám chín mười\n" * 400
    pieces = difference(same + "cuối cũ", same + "cuối mới")

    assert pieces == (Piece(Mark.SAME, same), Piece(Mark.REMOVED, "cuối cũ"), Piece(Mark.ADDED, "cuối mới"))
