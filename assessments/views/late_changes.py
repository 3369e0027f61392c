"""Changes after the opening: the year's list, what the ground is ahead of, one form for each kind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assessments.forms.late_changes import KINDS, PEOPLE, UNITS
from assessments.forms.late_paper import TakeOver
from assessments.models.late_change import LATE_CHANGE_LABELS
from assessments.permissions import visible_campaigns
from assessments.selectors.late_changes import Ahead, ahead_of, late_changes_of, open_accounts_of
from assessments.views.campaigns import seen_campaign
from assessments.workflow import CampaignStage
from cells.refusals import Refused
from cells.views.form_page import Crumb, FormPage

#: A service's name of a day or paper → the one field of the form that asks for it.
_FIELDS = {
    "left_on": "effective_on",
    "from_date": "effective_on",
    "to_date": "effective_on",
    "appointed_on": "effective_on",
    "ended_on": "effective_on",
    "admitted_on": "effective_on",
    "source": "document",
}


@login_required
@require_safe
def late_change_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    only = request.GET.get("only") == "comment"  # moved here, the former cell's comment is required
    context = {
        "campaign": campaign,
        "rows": [row for row in late_changes_of(campaign, kind=kind, text=text) if row.opinion_missing or not only],
        "ahead": ahead_of(campaign),
        "kinds": LATE_CHANGE_LABELS.items(),
        "wanted": {"kind": kind, "q": text, "only": only},
        "may_record": access.is_office(campaign.ward_id) and campaign.stage == CampaignStage.OPEN,
    }
    return render(request, "assessments/late/list.html", context)


class LateChangeNew(FormPage):
    """Without a kind in the address: the kinds to choose from. `take_over` names a subject the ground is ahead of."""

    template_name = "assessments/late/form.html"
    submit_label = gettext_lazy("Record the change")

    def load(self, campaign_id: int) -> None:
        self.campaign = get_object_or_404(visible_campaigns(self.access).select_related("ward"), pk=campaign_id)
        self.admit(seen=True, allowed=self.access.is_office(self.campaign.ward_id))
        self.kind = self.request.GET.get("kind", "")
        self.ahead = self._ahead(self.request.GET.get("take_over", ""))
        if self.kind and self.kind not in KINDS:
            raise Http404
        self.danger = self.kind in ("transfer_out", "death")

    def _ahead(self, wanted: str) -> Ahead | None:
        if not wanted:
            return None
        found = [one for one in ahead_of(self.campaign) if one.url_key == wanted and one.difference.may_follow]
        if not found:
            raise Http404
        return found[0]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.kind or self.ahead else self.choose()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.kind or self.ahead else self.choose()

    def choose(self) -> HttpResponse:
        groups = [(_("People"), PEOPLE), (_("Collectives, heads, posts"), UNITS)]
        context = {
            "campaign": self.campaign,
            "groups": [
                (title, [(code, words, hint) for code, (words, hint, _form) in kinds.items()])
                for title, kinds in groups
            ],
        }
        return render(self.request, "assessments/late/kinds.html", context)

    @property
    def heading(self) -> str:
        if self.ahead:
            return _("Let the year follow: %(name)s") % {"name": self.ahead.difference.name}
        return str(KINDS[self.kind][0])

    @property
    def intro(self) -> str:
        return "" if self.ahead else str(KINDS[self.kind][1])

    def get_form_class(self):
        return TakeOver if self.ahead else KINDS[self.kind][2]

    def get_form_kwargs(self) -> dict:
        kwargs = super().get_form_kwargs() | {"campaign": self.campaign}
        return kwargs | {"key": self.ahead.difference.key, "kinds": self.ahead.kinds} if self.ahead else kwargs

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not form.is_bound:
            form.initial |= form.about(self.request.GET.dict())
        return form

    def serve(self, values: dict) -> None:
        form = self.get_form()
        form.full_clean()
        service, told = form.deed(values)
        change = service(by=self.request.user, campaign_id=self.campaign.pk, paper=form.paper(), on=self.on, **told)
        if form.paper().effective_on > self.campaign.grading_date:
            words = _(
                "Recorded. It takes effect after the grading date: the lists are changed, the year %(year)s stays."
            )
        else:
            words = _("Recorded. The facts of %(year)s have a new version, and the findings follow.")
        messages.success(self.request, words % {"year": self.campaign.year})
        self.made = getattr(change, "pk", None)
        if self.kind in ("transfer_out", "death") and (names := open_accounts_of(told["member_id"])):
            words = _(
                "The person still has an open account: %(names)s. Whoever manages accounts ends its mandates or hands them "
                "over, on the page of the account, and closes it."
            )
            messages.warning(self.request, words % {"names": ", ".join(names)})

    def refuse(self, form, refused: Refused) -> HttpResponse:
        for refusal in refused.refusals:
            field = _FIELDS.get(refusal.field, refusal.field)
            form.add_error(field if field in form.fields else None, str(refusal))
        return self.form_invalid(form)

    def crumbs(self) -> list[Crumb]:
        campaign = self.campaign
        return [
            (campaign.ward.name, reverse("assessments:dashboard")),
            (str(campaign.year), reverse("assessments:campaign_detail", args=[campaign.pk])),
            (_("Changes after opening"), reverse("assessments:late_changes", args=[campaign.pk])),
        ]

    def done_url(self) -> str:
        return reverse("assessments:late_changes", args=[self.campaign.pk])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(campaign=self.campaign, ahead=self.ahead, **kwargs)
