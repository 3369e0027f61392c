"""Review hints as typed: subject, points, who is in charge, the day; number and date where one is issued."""

from collections.abc import Iterable, Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.forms.signing import ReauthenticatedForm
from assessments.models import Review, ReviewHint
from assessments.models.hint import HINT_ISSUER_LABELS
from assessments.selectors.hints import PointRow
from assessments.services.hint_checks import MAX_POINTS, OUTSIDE_ISSUERS, HintDocument, HintValues
from cells.forms.fields import SEPARATOR, PersonField, SuggestingInput, TypedTextField
from cells.models import Member
from cells.vietnamese import fold

#: Fields for points on a new page, and how many more each time they are asked for.
FIRST_POINTS, MORE_POINTS = 4, 4


class SubjectField(forms.CharField):
    """A person or collective of the year: chosen from the suggestions, or typed as code or full name. Cleans to the
    review's id. `reviews` is read once."""

    default_error_messages = {
        "nobody": _("No person and no collective of this year is called “%(text)s”. Choose from the list."),
        "several": _("Several are called “%(text)s”. Choose from the list, or type the code: %(codes)s."),
    }

    def __init__(self, *, reviews: Iterable[Review], **options) -> None:
        super().__init__(widget=SuggestingInput(), **options)
        self.reviews = list(reviews)
        self.widget.suggestions = [subject_text(review) for review in self.reviews]

    def clean(self, value: str | None) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        wanted = fold(text.split(SEPARATOR)[0])
        found = [review for review in self.reviews if fold(review.code) == wanted] or [
            review for review in self.reviews if review.folded_name == wanted
        ]
        if not found:
            raise ValidationError(self.error_messages["nobody"], code="nobody", params={"text": text})
        if len(found) > 1:
            codes = ", ".join(review.code for review in found)
            raise ValidationError(self.error_messages["several"], code="several", params={"text": text, "codes": codes})
        return found[0].pk


def points_asked_for(data: Mapping) -> int | None:
    """How many fields the next page shows when somebody asked for more of them; None when they saved."""
    if data.get("action") != "more":
        return None
    return sum(name.startswith("point_") for name in data) + MORE_POINTS


def subject_text(review: Review) -> str:
    """`A012 – Nguyễn Văn An – Chi bộ Khu phố 3`; the file must be at hand."""
    return SEPARATOR.join([review.code, review.name, review.file.name])


class PointsForm(forms.Form):
    """The points, one field each; blank ones are left out. As many fields as were posted, at least `points`."""

    in_charge_label = _("Committee member in charge")

    def __init__(self, data: Mapping | None = None, *, people: Iterable[Member], points: int = 0, **kwargs) -> None:
        super().__init__(data, **kwargs)
        posted = sum(name.startswith("point_") for name in data) if data is not None else 0
        wanted = min(max(FIRST_POINTS, posted, points), MAX_POINTS)
        self.point_names = [f"point_{place}" for place in range(1, wanted + 1)]
        for place, name in enumerate(self.point_names, start=1):
            self.fields[name] = forms.CharField(
                label=_("Point %(place)s") % {"place": place},
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["in_charge"] = PersonField(people=people, label=self.in_charge_label, required=False)
        self.fields["due_on"] = DayField(label=_("To be answered by"), required=False)

    def hint_values(self) -> HintValues:
        data = self.cleaned_data
        return HintValues(tuple(data[name] for name in self.point_names), data["due_on"], data["in_charge"])

    def point_fields(self) -> list:
        return [self[name] for name in self.point_names]

    def last_fields(self) -> list:
        return [self["in_charge"], self["due_on"]]

    @property
    def may_grow(self) -> bool:
        return len(self.point_names) < MAX_POINTS


class NewHint(PointsForm):
    """A draft of the office: whom it is for, then the points."""

    def __init__(self, data: Mapping | None = None, *, reviews: Iterable[Review], **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.fields["review"] = SubjectField(
            reviews=reviews,
            label=_("For which person or collective"),
            help_text=_("Type a few letters of the name and choose; or type the code."),
        )

    def first_fields(self) -> list:
        return [self["review"]]


class OutsideHint(NewHint):
    """A hint of district or city, with the document it stands on."""

    in_charge_label = _("Committee member in charge (if one is assigned)")

    def __init__(self, data: Mapping | None = None, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.fields["issuer"] = forms.ChoiceField(
            label=_("Hint issued by"),
            choices=[(code, HINT_ISSUER_LABELS[code]) for code in OUTSIDE_ISSUERS],
            widget=forms.RadioSelect,
        )
        self.fields["number"] = forms.CharField(
            label=_("Number of the document"), max_length=50, help_text=_("As printed, for example 12-CV/QU.")
        )
        self.fields["dated_on"] = DayField(label=_("Date of the document"))
        self.fields["issuing_body"] = forms.CharField(
            label=_("Body that issued it"), max_length=200, help_text=_("For example: Ban Thường vụ Quận ủy Gò Vấp.")
        )
        self.fields["due_on"].required = True

    def first_fields(self) -> list:
        return [self[name] for name in ("review", "issuer", "number", "dated_on", "issuing_body")]

    def document(self) -> HintDocument:
        data = self.cleaned_data
        return HintDocument(data["number"], data["dated_on"], data["issuing_body"])


class ChangedHint(PointsForm):
    """The draft again, with the revision it was read at."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


def initial_points(hint: ReviewHint, points: Iterable[PointRow], people: Iterable[Member]) -> dict:
    """What a draft holds now."""
    from_points = {f"point_{point.position}": point.text for point in points}
    return {"revision": hint.revision, **from_points, **_named(hint, people)}


def _named(hint: ReviewHint, people: Iterable[Member]) -> dict:
    in_charge = next((person.code for person in people if person.pk == hint.in_charge_id), "")
    return {"in_charge": in_charge, "due_on": hint.due_on}


class IssuedHint(ReauthenticatedForm):
    """Number and date, who is in charge, by when, and who issues it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Number of the document"), max_length=50, help_text=_("As it will be printed, for example 15-CV/ĐU.")
    )
    dated_on = DayField(label=_("Date of the document"))

    def __init__(self, *args, people: Iterable[Member], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_charge"] = PersonField(
            people=people,
            label=_("Committee member in charge"),
            help_text=_("Directs the review there; the own account may read this one self-critique, and cannot write."),
        )
        self.fields["due_on"] = DayField(label=_("To be answered by"))
        self.order_fields(["revision", "number", "dated_on", "in_charge", "due_on"])

    def document(self) -> HintDocument:
        return HintDocument(self.cleaned_data["number"], self.cleaned_data["dated_on"])


def initial_issue(hint: ReviewHint, people: Iterable[Member]) -> dict:
    return {"revision": hint.revision, **_named(hint, people)}


class WithdrawnHint(forms.Form):
    """Why a hint is taken back."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why the hint is withdrawn"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def answer_fields(points: Iterable[PointRow]) -> dict[str, forms.CharField]:
    """One field for each point a critique answers."""
    return {f"hint_{point.pk}": TypedTextField(rows=4, label=point.label) for point in points}


def initial_answers(points: Iterable[PointRow]) -> dict[str, str]:
    return {f"hint_{point.pk}": point.answer for point in points}
