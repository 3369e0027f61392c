"""What a check found, in sentences for people."""

from django.utils.translation import gettext as _

from assessments.reports.proof.checking import Verdict
from assessments.reports.proof.comparing import Difference
from assessments.reports.proof.reading import NotAReportError


def refusal_words(error: NotAReportError) -> str:
    """Why the file is no report of the portal."""
    words = {
        "size": _("the file is larger than a report can be"),
        "pages": _("the file has more pages than a report can have"),
        "pdf": _("this is no PDF file, or it is damaged"),
        "encrypted": _(
            "the file is locked with a password or encrypted: save it without, or ask for the file as it was issued"
        ),
        "attachments": _("this PDF does not carry the two attachments of a report, or they are damaged"),
        "seal": _("this PDF has no last page with report id, hash and signature: it was not issued by the portal"),
    }
    return words[error.code]


def sentences(verdict: Verdict) -> list[str]:
    """The verdict line by line: the id, what agrees, what does not, who signed."""
    lines = [_("Report %(id)s") % {"id": verdict.report_id}]
    if verdict.consistent:
        lines.append(_("Every printed figure and word agrees with the attached data, by the rules run again."))
    else:
        lines.append(_("The report does NOT agree with its attached data:"))
        lines += [f"- {difference_words(difference)}" for difference in verdict.differences]
    lines.append(authentic_words(verdict.authentic))
    if verdict.data.journal:
        lines.append(
            _("Head of the ward's journal when it was issued: %(head)s") % {"head": verdict.data.journal.short}
        )
    return lines


def difference_words(difference: Difference) -> str:
    return _("%(place)s: the data say “%(expected)s”, printed is “%(printed)s”") % {
        "place": difference.place,
        "expected": difference.expected or "–",
        "printed": difference.printed or "–",
    }


def authentic_words(authentic: bool | None) -> str:
    if authentic is None:
        return _("Who issued it was not checked: no public key was given.")
    if authentic:
        return _("Signed with the known key of the ward.")
    return _("NOT signed with a known key: somebody else made this file, or its data were changed.")


def as_printed_words(same: bool) -> str:
    if same:
        return _("Printed again from its data it is the same, byte for byte: nothing on any page is another's.")
    return _(
        "Printed again from its data it is not the same, byte for byte. Another version of fonts or renderer does that, and"
        " so does a file that was saved again; nothing else may be concluded from it."
    )
