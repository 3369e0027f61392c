"""The door of every write of the cell's side: the file's row locked, permission asked, stage looked at."""

from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Campaign, Review, ReviewFile
from assessments.permissions import is_own_review, may_see_file, may_write_file
from assessments.services.steps import lock_file
from cells.access import NotPermitted, access_of
from cells.models import Account
from cells.refusals import Refused


def lock_writable(
    by: Account, file_id: int, on: date, critique_of: Review | None = None, campaign: Campaign | None = None
) -> ReviewFile:
    """The file, locked, if this account may write it now. `critique_of`: only that review's self-critique is meant,
    which its person may write too. `campaign`: its year, for a caller that has locked it.

    Raises NotPermitted without the mandate; Refused once the file has been sent, until it is returned.
    """
    file = lock_file(file_id, campaign=campaign)
    access = access_of(by, on)
    is_own = critique_of is not None and is_own_review(access, critique_of)
    if not (may_see_file(access, file) or is_own):
        raise NotPermitted(_("This file is not yours."))
    if not (may_write_file(access, file) or (is_own and file.is_writable)):
        if file.is_writable:
            raise NotPermitted(_("Only the unit's secretary or the ward party office writes here."))
        message = _("“%(file)s” has been sent; nothing in it can be changed until it is returned.")
        raise Refused(message % {"file": file.name})
    return file
