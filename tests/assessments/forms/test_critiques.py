"""A self-critique as typed: odd letters stay, what nobody sees falls away, every field has its heading."""

import unicodedata

from assessments.forms.critiques import CritiqueForm
from assessments.review_forms.catalogue import form_for


def test_a_nul_falls_away_and_all_other_letters_stay():
    paper = form_for("member", {})
    hostile = unicodedata.normalize("NFD", "Ưởng") + " <script>\u202e\u200b😀\n\n"
    data = {f"text_{section.key}": hostile + "\0" for section in paper.sections}
    form = CritiqueForm(paper, {"revision": "0", **data})

    assert form.is_valid(), form.errors
    assert set(form.values().texts.values()) == {hostile}


def test_every_text_is_called_as_its_heading():
    paper = form_for("member", {})
    form = CritiqueForm(paper)

    assert [form.fields[f"text_{section.key}"].label for section in paper.sections] == [
        section.heading() for section in paper.sections
    ]
