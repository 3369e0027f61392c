"""What Word leaves behind, and what the portal keeps of it; the server and the browser are held to the same list."""

#: What was pasted or typed → what is kept.
TIDIED = {
    "Gương mẫu\r\nở khu phố ": "Gương mẫu\nở khu phố",
    "Gu\u031bo\u031bng ma\u0302\u0303u": "Gương mẫu",
    "•\tTrực chốt 12 ngày\r\n•\tVận động 40 hộ": "- Trực chốt 12 ngày\n- Vận động 40 hộ",
    "·\u00a0\u00a0\u00a0Trực chốt": "- Trực chốt",
    "o\tVận động\r\n  o   Vận động nữa": "- Vận động\n- Vận động nữa",
    "\uf0b7 Trực\n\uf0a7\tchốt\n§\tphòng dịch": "- Trực\n- chốt\n- phòng dịch",
    "●Trực\n■ chốt": "- Trực\n- chốt",
    "ông Ba · bà Tư": "ông Ba · bà Tư",
    "ở khu phố o bế nhau\no bế": "ở khu phố o bế nhau\no bế",
    "§ 3 của Điều lệ": "§ 3 của Điều lệ",
    "– Việc một\n- Việc hai\n1. Việc ba": "– Việc một\n- Việc hai\n1. Việc ba",
    "hạn\u00a0chế,\u2009khuyết\u202fđiểm": "hạn chế, khuyết điểm",
    "nơi\u200b ở, \ufeffnghề\u00ad ng\u2060hiệp": "nơi ở, nghề nghiệp",
    "dòng một\u000bdòng hai\u2028dòng ba\u2029đoạn sau": "dòng một\ndòng hai\ndòng ba\nđoạn sau",
    "đoạn một\n\n\n\n \nđoạn hai": "đoạn một\n\nđoạn hai",
    "cột\tcột  hai\u0007\u0000": "cột cột  hai",
    "  thụt đầu dòng": "thụt đầu dòng",
    "một\n  thụt đầu dòng \t\nba": "một\n  thụt đầu dòng\nba",
    "": "",
}
