"""What a signed-in session says of itself: since when, when somebody last worked in it, what was proved, and when.

Moments are whole seconds since 1970, of the real clock.
"""

from django.contrib.sessions.backends.base import SessionBase

SINCE, LAST_SEEN, FACTOR, PROVED = "signed_in_since", "last_seen", "second_factor", "proved_at"
#: Values of FACTOR: passed at this sign-in; none is asked of this account.
PASSED, NOT_ASKED = "passed", "not_asked"


def mark_sign_in(session: SessionBase, now: float, factor: str = "") -> None:
    """Password or PIN were right; `factor` "": whether a second one is asked is not known yet."""
    session[SINCE] = session[LAST_SEEN] = session[PROVED] = int(now)
    session[FACTOR] = factor


def mark_factor(session: SessionBase, now: float) -> None:
    session[FACTOR] = PASSED
    session[PROVED] = int(now)


def mark_proved(session: SessionBase, now: float) -> None:
    session[PROVED] = int(now)
