"""Self-critiques on paper, typed for a whole file on one page: a row per subject, a column per criterion, a table per
form."""

from dataclasses import dataclass

from django.utils.translation import get_language

from assessments.models import Attachment, Review, ReviewFile, SelfCritique
from assessments.review_forms import Form, Section
from assessments.selectors.attachments import critique_papers
from assessments.selectors.critiques import form_of, leaders_of
from assessments.selectors.standings import WRITES_CRITIQUE, Standings


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One subject that owes a self-critique. levels: section → own level, without blanks. papers: the standing pages."""

    review: Review
    form: Form
    critique: SelfCritique | None
    levels: dict[str, str]
    papers: tuple[Attachment, ...]

    @property
    def revision(self) -> int:
        return self.critique.revision if self.critique else 0

    @property
    def self_grade(self) -> str:
        return self.critique.self_grade if self.critique else ""

    @property
    def self_grade_officer(self) -> str:
        return self.critique.self_grade_officer if self.critique else ""

    @property
    def is_submitted(self) -> bool:
        return self.critique is not None and self.critique.is_submitted

    @property
    def left(self) -> int:
        """Levels and grade that are still missing."""
        owed = [section for section in self.form.rated if section.level_required]
        return sum(not self.levels.get(section.key) for section in owed) + (not self.self_grade)

    @property
    def is_ready(self) -> bool:
        """On paper, with everything that is typed for such a one: it can be submitted."""
        return bool(self.papers) and not self.left and not self.is_submitted


@dataclass(frozen=True, slots=True)
class EntryTable:
    """columns: the criteria of the form with their headings."""

    title: str
    columns: tuple[tuple[Section, str], ...]
    officer_grade: bool
    rows: tuple[EntryRow, ...]


def entry_rows(file: ReviewFile) -> list[EntryRow]:
    """Whoever owes a self-critique, by name; five queries. The file's campaign must be loaded."""
    standing = Standings(file.campaign)
    reviews = [
        review
        for review in Review.objects.filter(file=file, kind__in=WRITES_CRITIQUE).select_related(
            "member__cell", "collective"
        )
        if standing.no_review(review.kind, review.facts) is None
    ]
    written = SelfCritique.objects.filter(review__file=file).prefetch_related("answers")
    critiques = {critique.review_id: critique for critique in written}
    papers, leaders = critique_papers(file), leaders_of(file, reviews)
    rows = []
    for review in sorted(reviews, key=lambda one: (one.sort_key, one.code)):
        review.file, review.campaign = file, file.campaign
        critique = critiques.get(review.pk)
        answers = critique.answers.all() if critique else ()
        rows.append(
            EntryRow(
                review,
                form_of(review, critique, review.pk in leaders),
                critique,
                {answer.section: answer.level_self for answer in answers if answer.level_self},
                tuple(papers.get(review.pk, ())),
            )
        )
    return rows


def entry_tables(rows: list[EntryRow]) -> list[EntryTable]:
    """The rows by the form each fills in. No query."""
    lang = "en" if get_language() == "en" else "vi"
    groups: dict[tuple[str, str], list[EntryRow]] = {}
    for row in rows:
        groups.setdefault((row.form.code, row.form.version), []).append(row)
    tables = []
    for key in sorted(groups):
        form = groups[key][0].form
        columns = tuple((section, section.heading(lang)) for section in form.rated)
        tables.append(EntryTable(form.title(lang), columns, form.officer_grade, tuple(groups[key])))
    return tables
