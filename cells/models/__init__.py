"""The ground: who exists, who belongs where, who may act, what was done."""

from cells.models.account import Account, AccountManager, Mandate
from cells.models.collective import Collective, Headship, OfficerPost, Seat
from cells.models.invitation import Invitation
from cells.models.journal import JournalEntry, JournalHead, JournalText
from cells.models.member import Member, StatusPeriod
from cells.models.organization import Organization, WardProfile
from cells.models.sign_in import AccountSession, AuthenticatorApp, Passkey, RecoveryCode, SignInDoor
from cells.models.workbook_upload import WorkbookUpload
from cells.models.year_record import Discipline, YearRecord

__all__ = [
    "Account",
    "AccountManager",
    "AccountSession",
    "AuthenticatorApp",
    "Collective",
    "Discipline",
    "Headship",
    "Invitation",
    "JournalEntry",
    "JournalHead",
    "JournalText",
    "Mandate",
    "Member",
    "OfficerPost",
    "Organization",
    "Passkey",
    "RecoveryCode",
    "Seat",
    "SignInDoor",
    "StatusPeriod",
    "WardProfile",
    "WorkbookUpload",
    "YearRecord",
]
