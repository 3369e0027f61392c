"""One line of a roster -> one person, with what is wrong and what is odd about it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.roster.cell_names import section_of
from cells.roster.dates import FAULTS, DateRead, read_date
from cells.roster.headers import Header
from cells.roster.notes import read_note, status_word
from cells.roster.rows import Remark, RosterRow
from cells.vietnamese import fold_words, tidy, title_name
from cells.vocabulary import Gender, MemberStatus
from cells.workbooks import ERROR_VALUES, Sheet, Value, text_of

#: Longest text the ground keeps of each.
LIMITS = {"full_name": 150, "ethnicity": 50, "card_number": 30, "position": 200, "note": 500}
DATE_LABELS = {
    "born_on": gettext_lazy("Date of birth"),
    "admitted_on": gettext_lazy("Date of admission"),
    "official_on": gettext_lazy("Full member since"),
}
_DATES = ("born_on", "born_male", "born_female", "admitted_on", "official_on")
_FACTS = (*_DATES, "card_number", "ethnicity", "gender", "male_mark", "female_mark")
_GENDERS = {"nam": Gender.MALE, "nu": Gender.FEMALE, "": Gender.UNKNOWN}
_MARKS = {"x", "v", "co", "1"}
#: What stands where somebody has no card yet.
_NO_CARD = {"", "x", "khong", "khong co", "chua", "chua co", "chua co the", "chua cap", "chua duoc cap"}
_NOTHING = {"", "-", "–", "—", "x"}


@dataclass(frozen=True)
class PersonLine:
    """The values of one line by field. `row` as Excel counts."""

    sheet: Sheet
    header: Header
    row: int
    name: str

    @classmethod
    def of(cls, sheet: Sheet, header: Header, index: int) -> "PersonLine":
        return cls(sheet, header, index + 1, _name(sheet, header, index))

    def value(self, field: str) -> Value:
        column = self.header.columns.get(field)
        if column is None:
            return ""
        if field == "cell":  # one name beside many people is one merged cell
            return self.sheet.spread(self.row - 1, column)
        return self.sheet.rows[self.row - 1][column]

    def text(self, field: str) -> str:
        return text_of(self.value(field))

    def remark(self, code: str, message: str) -> Remark:
        return Remark(self.sheet.name, self.row, code, message)

    @property
    def has_name(self) -> bool:
        return bool(self.name) and not self.name.isdecimal()

    @property
    def has_facts(self) -> bool:
        return any(self.text(field) not in _NOTHING for field in _FACTS)

    @property
    def is_numbering(self) -> bool:
        """The line under a header that numbers the columns: (1) (2) (3)."""
        texts = [text_of(value).strip("()") for value in self.sheet.rows[self.row - 1] if text_of(value)]
        return len(texts) > 1 and all(text.isdecimal() and len(text) <= 2 for text in texts)

    def is_person(self, ended: bool) -> bool:
        """A name with a fact about it; above the totals a running number is enough."""
        if not self.has_name or self.is_numbering:
            return False
        return self.has_facts or (
            not ended and self.text("number").rstrip(".").isdecimal() and not self._names_section()
        )

    def _names_section(self) -> bool:
        return section_of(f"{self.text('number').rstrip('.')}. {self.name}") is not None


def _name(sheet: Sheet, header: Header, index: int) -> str:
    values = sheet.rows[index]
    columns = header.columns
    if "full_name" not in columns:
        return tidy(f"{text_of(values[columns['family_name']])} {text_of(values[columns['given_name']])}")
    first = last = columns["full_name"]
    for (top, left), (_bottom, right) in sheet.merged:  # family and given name under one wide header
        if top == header.row and left == first and not set(range(first + 1, right + 1)) & set(columns.values()):
            last = right
    return tidy(" ".join(text_of(value) for value in values[first : last + 1]))


def read_person(line: PersonLine, cell: str) -> tuple[RosterRow, list[Remark], list[Remark]]:
    """(the person, problems, warnings). A field that cannot be read stays empty and is a problem."""
    problems: list[Remark] = []
    warnings: list[Remark] = []
    gender, birth = _birth(line, problems)
    dates = {"born_on": birth} | {name: read_date(line.value(name)) for name in ("admitted_on", "official_on")}
    for name, read in dates.items():
        _judge_date(line, name, read, problems, warnings)
    _judge_errors(line, problems)
    status, note = _standing(line, problems, warnings)
    texts = {
        "full_name": title_name(line.name),
        "card_number": _card(line, warnings),
        "ethnicity": title_name(_plain(line.text("ethnicity"))),
        "position": _plain(line.text("position")),
        "note": note,
    }
    for name, limit in LIMITS.items():
        if len(texts[name]) > limit:
            message = _("A text is longer than %(limit)d characters: “%(text)s…”. Shorten it.")
            problems.append(line.remark("too_long", message % {"limit": limit, "text": texts[name][:40]}))
    person = RosterRow(
        sheet=line.sheet.name,
        row=line.row,
        cell=cell,
        gender=gender,
        born_on=birth.day,
        birth_year=birth.year,
        admitted_on=dates["admitted_on"].day,
        official_on=dates["official_on"].day,
        status=status,
        given=_given(line) | ({"note"} if note else set()),
        name_in_capitals=line.name != title_name(line.name),
        **texts,
    )
    warnings += _odd_order(line, person)
    return person, problems, warnings


def _birth(line: PersonLine, problems: list[Remark]) -> tuple[str, DateRead]:
    """(gender, date of birth): under Nam | Nữ the column tells the gender; a mark there tells the gender alone."""
    male, female = line.value("born_male"), line.value("born_female")
    male_text, female_text = text_of(male), text_of(female)
    if _told(male_text) and _told(female_text):
        problems.append(line.remark("both_genders", _("There is a date of birth under both Nam and Nữ. Leave one.")))
        return "", DateRead()
    by_column = Gender.MALE if _told(male_text) else Gender.FEMALE if _told(female_text) else ""
    value = male if _told(male_text) else female
    if by_column:
        is_mark = fold_words(text_of(value)) in _MARKS and not isinstance(value, int | float)
        return by_column, read_date(line.value("born_on")) if is_mark else read_date(value)
    return _gender(line, problems), read_date(line.value("born_on"))


def _gender(line: PersonLine, problems: list[Remark]) -> str:
    male, female = (_told(line.text(name)) for name in ("male_mark", "female_mark"))
    if male != female:
        return Gender.MALE if male else Gender.FEMALE
    text = fold_words(line.text("gender"))
    if text not in _GENDERS or (male and female):
        message = _("“%(text)s” is no gender. Write Nam or Nữ.")
        problems.append(line.remark("gender", message % {"text": line.text("gender") or "x"}))
    return _GENDERS.get(text, Gender.UNKNOWN)


def _told(text: str) -> bool:
    return text not in {"", "-", "–", "—"}


def _judge_date(line: PersonLine, name: str, read: DateRead, problems: list[Remark], warnings: list[Remark]) -> None:
    if read.text in ERROR_VALUES:
        return
    if read.fault:
        problems.append(line.remark(read.fault, f"{DATE_LABELS[name]}: {FAULTS[read.fault] % {'text': read.text}}"))
    elif read.day is None and read.year is not None:
        message = _("%(field)s: only “%(text)s” is given; the date stays empty until the day is known.")
        warnings.append(line.remark("year_only", message % {"field": DATE_LABELS[name], "text": read.text}))


def _judge_errors(line: PersonLine, problems: list[Remark]) -> None:
    """A formula that failed shows #N/A or the like: what should stand there is not known."""
    shown = {line.text(field) for field in line.header.columns if field != "number"} & ERROR_VALUES
    if shown:
        message = _("A cell of the row shows the error %(errors)s. Mend its formula, or type the value.")
        problems.append(line.remark("error_value", message % {"errors": ", ".join(sorted(shown))}))


def _standing(line: PersonLine, problems: list[Remark], warnings: list[Remark]) -> tuple[str, str]:
    """(standing, remark). A column of its own decides; without a word there the remark may give one."""
    note_value, status_text = line.value("note"), line.text("status")
    note = str(note_value) if isinstance(note_value, str) else text_of(note_value)
    if status_text and (status := status_word(status_text)):
        return status, tidy(note)
    read = read_note(f"{status_text}\n{note}" if status_text else note)
    unclear = _("“%(text)s” does not say clearly what the standing is today; the person is taken as a full member.")
    if read.oddity == "two_statuses":
        problems.append(
            line.remark(
                "two_statuses",
                _("The remark gives two standings: “%(text)s”. Leave the one that holds today.") % {"text": read.note},
            )
        )
    elif read.oddity == "unclear_status":
        warnings.append(line.remark("unclear_status", unclear % {"text": read.note}))
    elif read.oddity == "left":
        warnings.append(
            line.remark(
                "left",
                _(
                    "“%(text)s”: the person may have left. The roster still holds them; mark "
                    "them as left on their own page."
                )
                % {"text": read.note},
            )
        )
    elif status_text and not read.status:
        warnings.append(line.remark("unclear_status", unclear % {"text": status_text}))
    return read.status or MemberStatus.ACTIVE, read.note


def _card(line: PersonLine, warnings: list[Remark]) -> str:
    value = line.value("card_number")
    if isinstance(value, float) and not value.is_integer():
        message = _(
            "The card number %(number)s is stored as a number, zeros at its end are lost. Format the cell as text."
        )
        warnings.append(line.remark("card_as_number", message % {"number": value}))
    text = _plain(text_of(value)).lstrip("'’")  # typed in front to keep zeros
    if any(character.isdecimal() for character in text):
        return text
    if fold_words(text) not in _NO_CARD:
        message = _("“%(text)s” is no card number; it is left out.")
        warnings.append(line.remark("no_card_number", message % {"text": text[:40]}))
    return ""


def _plain(text: str) -> str:
    return "" if text in {"-", "–", "—"} else text


def _given(line: PersonLine) -> frozenset[str]:
    names = set(line.header.columns) | {"full_name", "cell"}
    if names & {"born_male", "born_female", "male_mark", "female_mark"}:
        names |= {"gender"}
    if names & {"born_male", "born_female"}:
        names |= {"born_on"}
    if names & {"note", "status"}:
        names |= {"status"}
    return frozenset(names)


def _odd_order(line: PersonLine, person: RosterRow) -> list[Remark]:
    pairs: tuple[tuple[date | None, date | None, str], ...] = (
        (person.born_on, person.admitted_on, _("Admitted to the Party before being born.")),
        (person.admitted_on, person.official_on, _("Full member before being admitted.")),
    )
    odd = [line.remark("order", text) for first, second, text in pairs if first and second and second < first]
    if person.status == MemberStatus.PROBATIONARY and person.official_on:
        odd.append(line.remark("probationary", _("Probationary, yet with a date of full membership.")))
    if not person.born_on and not person.birth_year and not person.card_number:
        odd.append(
            line.remark("no_birth", _("Neither date of birth nor card number: a namesake could not be told apart."))
        )
    return odd
