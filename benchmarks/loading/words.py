"""Sentences nobody else writes: each bears a number, because the portal refuses text that is another's."""

from random import Random

_BEGINNINGS = (
    "Trong năm, bản thân đã thực hiện đầy đủ nhiệm vụ được chi bộ phân công",
    "Tôi thường xuyên học tập, nghiên cứu nghị quyết của Đảng và vận dụng vào công việc",
    "Chi ủy đã lãnh đạo đảng viên chấp hành tốt chủ trương, chính sách của Đảng và pháp luật của Nhà nước",
    "Việc giữ mối liên hệ với nhân dân nơi cư trú được duy trì đều đặn",
    "Còn hạn chế là có lúc chưa chủ động đề xuất giải pháp cho công việc chung",
    "Nguyên nhân chủ yếu là do công việc chuyên môn nhiều, sắp xếp thời gian chưa hợp lý",
    "Tôi nêu cao tinh thần tự phê bình và phê bình trong sinh hoạt chi bộ",
)
_ENDINGS = (
    "với {} lượt tham gia",
    "theo kế hoạch số {} của chi bộ",
    "đạt {} điểm theo bảng theo dõi",
    "như đã nêu ở biên bản số {}",
    "và sẽ khắc phục trước kỳ họp số {}",
)


def sentence(dice: Random) -> str:
    ending = dice.choice(_ENDINGS).format(dice.randrange(10**7, 10**8))
    return f"{dice.choice(_BEGINNINGS)} {ending}."


def paragraph(dice: Random, least: int, most: int) -> str:
    return " ".join(sentence(dice) for _number in range(dice.randint(least, most)))
