"""Fields the ground's forms share: a person by code or name, a unit, the hidden revision."""

import unicodedata
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cells.models import Collective, Member, Organization
from cells.vietnamese import fold

SEPARATOR = " – "
_MOST_DIGITS = 9


def revision_field() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


class WholeNumberField(forms.IntegerField):
    """A whole number, read strictly: “1.000” and “26,0” are asked about, never guessed. What is wrong with it is said
    in the portal's own words. Typed as text: no browser drops a letter silently, no wheel or arrow key changes it."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("This is no whole number. Type it in figures, for example 3."),
        "min_value": _("The number is too small: at least %(limit_value)s."),
        "max_value": _("The number is too large: at most %(limit_value)s."),
    }

    def to_python(self, value: object) -> int | None:
        text = unicodedata.normalize("NFKC", "" if value is None else str(value)).strip()
        if not text:
            return None
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > _MOST_DIGITS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text)


class TypedTextField(forms.CharField):
    """Long text, kept as it was typed. NUL, which a broken paste may bring, falls away: nobody sees it, and no database
    keeps it."""

    def __init__(self, *, rows: int, label: str, **options) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "form-control"})
        super().__init__(label=label, required=False, strip=False, widget=widget, **options)

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\0", "")


class SuggestingInput(forms.TextInput):
    """A text field with a list of suggestions; works by keyboard, on phones and without a script."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions: list[str] = []

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        list_id = f"list_{name}"
        field = super().render(name, value, {**(attrs or {}), "list": list_id, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class PersonField(forms.CharField):
    """A person of the ward: chosen from the suggestions, or typed as code, card number or full name.

    Cleans to the member's id, or None when left empty. `people` is read once: a fixed number of queries.
    """

    default_error_messages = {
        "nobody": _("Nobody in the ward is called “%(text)s”. Type a few letters and choose from the list."),
        "several": _("Several people are called “%(text)s”. Choose from the list, or type the code: %(codes)s."),
    }

    def __init__(self, *, people: Iterable[Member], **options) -> None:
        options.setdefault("help_text", _("Type a few letters of the name and choose; or type the code."))
        super().__init__(widget=SuggestingInput(), **options)
        self.people = list(people)
        self.widget.suggestions = [person_text(member) for member in self.people]

    def clean(self, value: str | None) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        wanted = fold(text.split(SEPARATOR)[0])
        by_code = [member for member in self.people if fold(member.code) == wanted]
        found = by_code or [
            member for member in self.people if wanted in (fold(member.card_number), member.folded_name)
        ]
        if not found:
            raise ValidationError(self.error_messages["nobody"], code="nobody", params={"text": text})
        if len(found) > 1:
            codes = ", ".join(member.code for member in found)
            raise ValidationError(self.error_messages["several"], code="several", params={"text": text, "codes": codes})
        return found[0].pk


def person_text(member: Member) -> str:
    """`M0012 – Nguyễn Văn An – Chi bộ Khu phố 3`; the cell must be at hand."""
    place = member.cell.name if member.cell_id else gettext("outside the Party")
    return SEPARATOR.join([member.code, member.full_name, place])


class UnitField(forms.ChoiceField):
    """An organization or a collective. Cleans to {"organization_id": …} or {"collective_id": …}."""

    def __init__(self, *, organizations: Iterable[Organization], collectives: Iterable[Collective], **options) -> None:
        choices = [("", "–")]
        choices += [(unit_key(unit), unit.name) for unit in (*organizations, *collectives)]
        super().__init__(choices=choices, **options)

    def clean(self, value: str) -> dict[str, int]:
        return read_unit_key(super().clean(value))


def unit_key(unit: Organization | Collective) -> str:
    return f"{'o' if isinstance(unit, Organization) else 'c'}{unit.pk}"


def read_unit_key(key: str) -> dict[str, int]:
    if not key:
        return {}
    return {"organization_id" if key[0] == "o" else "collective_id": int(key[1:])}
