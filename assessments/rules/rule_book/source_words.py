"""How far a source carries, in both languages: the citations of the rule sets hold it in English."""

from assessments.rules.citations import Citation

NOTES_VI: dict[str, str] = {
    "as quoted in 123-CV/ĐU": "theo câu 123-CV/ĐU trích lại",
    "known from secondary sources": "biết qua nguồn thứ cấp",
    "names no pool; the principle is older than the letter": "không nêu phạm vi; nguyên tắc có từ trước công văn",
    "no source settles it; see the open readings": "không nguồn nào quy định; xem các cách hiểu còn bỏ ngỏ",
}


def source_words(citation: Citation, lang: str = "vi") -> str:
    """123-CV/ĐU 1(2), and in brackets how far it carries."""
    if not citation.note:
        return str(citation)
    note = NOTES_VI[citation.note] if lang == "vi" else citation.note
    return f"{citation} ({note})"
