"""The door of every write of the cell's side: the file's row locked, permission asked, stage looked at."""

from datetime import date

from django.utils.translation import gettext as _

from assessments.models import ReviewFile
from assessments.permissions import may_see_file, may_write_file
from assessments.services.steps import lock_file
from cells.access import NotPermitted, access_of
from cells.models import Account
from cells.refusals import Refused


def lock_writable(by: Account, file_id: int, on: date) -> ReviewFile:
    """The file, locked, if this account may write it now.

    Raises NotPermitted without the mandate; Refused once the file has been sent, until it is returned.
    """
    file = lock_file(file_id)
    access = access_of(by, on)
    if not may_see_file(access, file):
        raise NotPermitted(_("This file is not yours."))
    if not may_write_file(access, file):
        if file.is_writable:
            raise NotPermitted(_("Only the unit's secretary or the ward party office writes here."))
        message = _("“%(file)s” has been sent; nothing in it can be changed until it is returned.")
        raise Refused(message % {"file": file.name})
    return file
