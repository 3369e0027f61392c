"""The kinds of changes after the opening that the office chooses from, each with its form."""

from django.utils.translation import gettext_lazy

from assessments.forms.late_people import Admission, Death, Exemption, Move, TransferIn, TransferOut
from assessments.forms.late_units import Headship, PostEnd, PostNew, SeatEnd, SeatNew
from assessments.models.late_change import LATE_CHANGE_LABELS

#: Groups of kinds as the page offers them: code → (what to choose, what it does, its form).
PEOPLE = {
    "transfer_in": (
        LATE_CHANGE_LABELS["transfer_in"],
        gettext_lazy("Somebody comes from another Party organization; the cell here reviews and grades."),
        TransferIn,
    ),
    "admission": (
        LATE_CHANGE_LABELS["admission"],
        gettext_lazy("A new probationary member: reviewed; under six months not graded."),
        Admission,
    ),
    "move": (
        LATE_CHANGE_LABELS["move"],
        gettext_lazy("The new cell grades; critique and comments go along, ballots of the old cell no longer count."),
        Move,
    ),
    "transfer_out": (
        LATE_CHANGE_LABELS["transfer_out"],
        gettext_lazy("The person leaves the ward; seats, headships and posts end the same day."),
        TransferOut,
    ),
    "death": (
        LATE_CHANGE_LABELS["death"],
        gettext_lazy("As a transfer out; what was written stays readable."),
        Death,
    ),
    "exemption": (
        LATE_CHANGE_LABELS["exemption"],
        gettext_lazy("Neither reviewed nor graded while it holds on the grading date."),
        Exemption,
    ),
}
UNITS = {
    "seat": (gettext_lazy("New seat in a collective"), gettext_lazy("It counts from that day."), SeatNew),
    "seat_end": (gettext_lazy("End of a seat"), gettext_lazy("From that day it no longer counts."), SeatEnd),
    "headship": (
        LATE_CHANGE_LABELS["headship"],
        gettext_lazy("The old head ceases, the new one begins; a unit may also be left without."),
        Headship,
    ),
    "post": (gettext_lazy("New officer's post"), gettext_lazy("A grade as officer is due for it."), PostNew),
    "post_end": (
        gettext_lazy("End of an officer's post"),
        gettext_lazy("No grade as officer is due any more."),
        PostEnd,
    ),
}
KINDS = PEOPLE | UNITS
