"""The offices that may act. Pure: the step table names them without loading Django."""

from enum import StrEnum


class Role(StrEnum):
    """One office a mandate gives.

    SECRETARY  enters and submits for one cell or one collective (bí thư, thư ký)
    OFFICE     the ward party office: sets up, reviews, returns, prepares (Văn phòng Đảng ủy)
    COMMITTEE  the standing committee: decides and signs (Ban Thường vụ)
    DISTRICT   the District Organization Board: reads released results (Ban Tổ chức Quận ủy)
    MEMBER     one person's own critique
    ADMIN      accounts and mandates, nothing of the review itself
    """

    SECRETARY = "secretary"
    OFFICE = "office"
    COMMITTEE = "committee"
    DISTRICT = "district"
    MEMBER = "member"
    ADMIN = "admin"


#: Roles whose mandate stands over the whole ward.
WARD_ROLES = frozenset({Role.OFFICE, Role.COMMITTEE, Role.DISTRICT, Role.ADMIN})

#: Whoever holds one of these, also in another's place, proves it with a second factor.
FACTOR_ROLES = frozenset({Role.OFFICE, Role.COMMITTEE, Role.DISTRICT, Role.ADMIN})
