"""What day it is. The sample ward lives in January 2022, where its deadlines make sense; a real ward has the real day."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day pages and services act on: the sample's fixed day in the sample set-up, else the local date."""
    return settings.SAMPLE_TODAY or timezone.localdate()
