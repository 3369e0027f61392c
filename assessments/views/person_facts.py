"""One person in one year: standing with its dates, disciplines; each entered with its document or taken back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from assessments.forms.year_facts import DisciplineEntryForm, StandingTakenBack, StatusForm
from assessments.models import Campaign
from assessments.selectors.year_facts import person_facts
from assessments.services import late_changes, year_facts
from assessments.views.year_facts import YEARS
from assessments.workflow import CampaignStage
from cells.access import visible_members
from cells.forms.units import ReasonForm
from cells.models import Discipline, Member, StatusPeriod
from cells.views.form_page import Crumb, FormPage, SignedIn


def campaigns_touched(member: Member, year: int | None = None) -> list[Campaign]:
    """Those of the year, or every one that is not closed: the same the service locks."""
    campaigns = Campaign.objects.filter(ward_id=member.ward_id)
    if year is not None:
        return list(campaigns.filter(year=year))
    return list(campaigns.exclude(stage=CampaignStage.CLOSED))


def facts_crumbs(member: Member, year: int) -> list[Crumb]:
    unit = member.cell if member.cell_id else member.ward
    return [
        (f"{unit.name}, {year}", reverse("assessments:year_facts", args=[unit.pk, year])),
        (member.full_name, reverse("assessments:person_facts", args=[member.pk, year])),
    ]


class PersonFactsPage(SignedIn, TemplateView):
    template_name = "assessments/person_facts.html"

    def load(self, member_id: int, year: int) -> None:
        self.admit(seen=year in YEARS)
        self.member = get_object_or_404(visible_members(self.access).select_related("cell", "ward"), pk=member_id)
        self.year = year

    def get_context_data(self, **kwargs) -> dict:
        user, member = self.request.user, self.member
        return super().get_context_data(
            member=member,
            crumbs=facts_crumbs(member, self.year)[:1],
            page=person_facts(member, self.year),
            may_edit=year_facts.may_record(user, [member], campaigns_touched(member, self.year), self.on),
            may_set_status=bool(member.cell_id)
            and year_facts.may_set_standing(user, member, campaigns_touched(member), self.on),
            **kwargs,
        )


class PersonPage(FormPage):
    """Pages that change one person's standing or disciplines."""

    year: int
    member: Member

    def take(self, member_id: int, year: int, campaigns_year: int | None) -> None:
        self.admit(seen=year in YEARS)
        self.year = year
        seen = visible_members(self.access).select_related("cell", "ward")
        self.member = get_object_or_404(seen, pk=member_id)
        user, touched = self.request.user, campaigns_touched(self.member, campaigns_year)
        allowed = (
            year_facts.may_set_standing(user, self.member, touched, self.on)
            if campaigns_year is None
            else year_facts.may_record(user, [self.member], touched, self.on)
        )
        self.admit(seen=True, allowed=allowed)

    def crumbs(self) -> list[Crumb]:
        return facts_crumbs(self.member, self.year)

    def done_url(self) -> str:
        return self.crumbs()[-1][1]


class StatusNew(PersonPage):
    form_class = StatusForm
    submit_label = gettext_lazy("Save the standing")
    done_message = gettext_lazy("The standing is saved.")

    def load(self, member_id: int, year: int) -> None:
        self.take(member_id, year, None)
        self.row = self.member
        self.intro = _("Now: %(status)s. The standing so far ends the day before the new one begins.") % {
            "status": self.member.get_status_display()
        }

    @property
    def heading(self) -> str:
        return _("Standing of %(name)s") % {"name": self.member.full_name}

    def fields_of(self, row: Member) -> dict:
        return {"status": row.status}

    def serve(self, values: dict) -> None:
        late_changes.set_standing(by=self.request.user, member_id=self.member.pk, on=self.on, **values)


class StatusWithdraw(PersonPage):
    form_class = StandingTakenBack
    submit_label = gettext_lazy("Take back")
    done_message = gettext_lazy("The standing is taken back.")
    danger = True

    def load(self, period_id: int, year: int) -> None:
        self.period = get_object_or_404(StatusPeriod, pk=period_id)
        self.take(self.period.member_id, year, None)
        self.intro = _("Only for a mistake: the standing before it holds again; the journal keeps what is taken back.")

    @property
    def heading(self) -> str:
        return _("Take back “%(status)s” of %(name)s") % {
            "status": self.period.get_status_display(),
            "name": self.member.full_name,
        }

    def serve(self, values: dict) -> None:
        late_changes.withdraw_standing(by=self.request.user, period_id=self.period.pk, on=self.on, **values)


class DisciplineNew(PersonPage):
    form_class = DisciplineEntryForm
    submit_label = gettext_lazy("Save the discipline")
    done_message = gettext_lazy("The discipline is saved.")
    intro = gettext_lazy("Whoever is disciplined in the year did not fulfil the tasks (HD 21).")

    def load(self, member_id: int, year: int) -> None:
        self.take(member_id, year, year)

    @property
    def heading(self) -> str:
        return _("Discipline of %(name)s") % {"name": self.member.full_name}

    def get_initial(self) -> dict:
        return {"year": self.year}

    def serve(self, values: dict) -> HttpResponse | None:
        year_facts.add_discipline(by=self.request.user, member_id=self.member.pk, on=self.on, **values)


class DisciplineWithdraw(PersonPage):
    form_class = ReasonForm
    submit_label = gettext_lazy("Withdraw the discipline")
    done_message = gettext_lazy("The discipline is withdrawn.")
    intro = gettext_lazy("Lifted on appeal, or entered by mistake. The journal keeps it with your reason.")
    danger = True

    def load(self, discipline_id: int) -> None:
        self.discipline = get_object_or_404(Discipline, pk=discipline_id)
        year = self.discipline.counted_in_year
        self.take(self.discipline.member_id, year, year)

    @property
    def heading(self) -> str:
        return _("Withdraw “%(form)s” of %(name)s") % {
            "form": self.discipline.get_form_display(),
            "name": self.member.full_name,
        }

    def serve(self, values: dict) -> None:
        year_facts.remove_discipline(by=self.request.user, discipline_id=self.discipline.pk, on=self.on, **values)
