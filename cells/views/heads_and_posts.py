"""Who heads a unit, who is an officer in it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.forms.fields import unit_key
from cells.forms.people import HeadshipForm, NewHeadshipForm, NewPostForm, PostForm
from cells.forms.units import ReasonForm
from cells.models import Collective, Headship, Member, OfficerPost, Organization
from cells.selectors.people import people_of_ward
from cells.selectors.units import standing_units, visible_collectives, visible_organizations
from cells.services import headships, posts
from cells.services.units import unit_field
from cells.views.form_page import Crumb, FormPage
from cells.views.organizations import unit_crumbs, ward_of


class HeadNew(FormPage):
    form_class = NewHeadshipForm
    submit_label = gettext_lazy("Save the head")

    def load(self, kind: str, unit_id: int) -> None:
        seen = {"organization": visible_organizations, "collective": visible_collectives}.get(kind)
        if seen is None:
            raise Http404
        self.unit: Organization | Collective = get_object_or_404(seen(self.access).select_related("ward"), pk=unit_id)
        self.admit(seen=True, allowed=self.access.is_office(ward_of(self.unit).pk))

    @property
    def heading(self) -> str:
        return _("Head of %(name)s") % {"name": self.unit.name}

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "people": people_of_ward(ward_of(self.unit).pk, self.on)}

    def serve(self, values: dict) -> None:
        member_id, ended_on = values.pop("member"), values.pop("ended_on")
        unit = {f"{name}_id": row.pk for name, row in unit_field(self.unit).items()}
        head = headships.appoint_head(
            by=self.request.user, member_id=member_id, ended_on=ended_on, on=self.on, **unit, **values
        )
        self.done_message = _("%(name)s heads the unit.") % {"name": head.member.full_name}

    def late_about(self) -> dict:
        return {"ward_id": ward_of(self.unit).pk, "kind": "headship", "unit": unit_key(self.unit)}

    def crumbs(self) -> list[Crumb]:
        return unit_crumbs(self.unit)

    def done_url(self) -> str:
        return self.crumbs()[-1][1]


class HeadPage(FormPage):
    """Pages of the office about one headship."""

    def load(self, headship_id: int) -> None:
        self.headship = get_object_or_404(
            Headship.objects.select_related("member", "organization__ward", "collective__ward"), pk=headship_id
        )
        ward_id = ward_of(self.headship.unit).pk
        self.admit(seen=self.access.sees_ward(ward_id), allowed=self.access.is_office(ward_id))

    def late_about(self) -> dict:
        unit = self.headship.unit
        return {"ward_id": ward_of(unit).pk, "kind": "headship", "unit": unit_key(unit)}

    def crumbs(self) -> list[Crumb]:
        return unit_crumbs(self.headship.unit)

    def done_url(self) -> str:
        return self.crumbs()[-1][1]


class HeadEdit(HeadPage):
    form_class = HeadshipForm
    template_name = "cells/seat_edit.html"
    submit_label = gettext_lazy("Save the head")
    done_message = gettext_lazy("The head is saved.")

    @property
    def heading(self) -> str:
        names = {"name": self.headship.member.full_name, "unit": self.headship.unit.name}
        return _("%(name)s, head of %(unit)s") % names

    def get_initial(self) -> dict:
        head = self.headship
        return {
            "appointed_on": head.appointed_on,
            "ended_on": head.ended_on,
            "main_duty": "yes" if head.main_duty else "no",
            "main_duty_evidence": head.main_duty_evidence,
            "exception": head.exception,
        }

    def serve(self, values: dict) -> None:
        headships.change_headship(by=self.request.user, headship_id=self.headship.pk, values=values, on=self.on)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(withdraw_url=reverse("cells:head_withdraw", args=[self.headship.pk]), **kwargs)


class HeadWithdraw(HeadPage):
    form_class = ReasonForm
    intro = gettext_lazy(
        "Only for a mistake: the entry disappears, the journal keeps it. To end it, give it an end date."
    )
    submit_label = gettext_lazy("Take back")
    done_message = gettext_lazy("The head is taken back.")
    danger = True

    @property
    def heading(self) -> str:
        return _("Take back: %(name)s as head") % {"name": self.headship.member.full_name}

    def serve(self, values: dict) -> None:
        headships.withdraw_headship(by=self.request.user, headship_id=self.headship.pk, on=self.on, **values)


class PostNew(FormPage):
    form_class = NewPostForm
    submit_label = gettext_lazy("Save the post")
    done_message = gettext_lazy("The post is saved.")

    def load(self, member_id: int) -> None:
        self.member = get_object_or_404(Member.objects.select_related("ward"), pk=member_id)
        ward_id = self.member.ward_id
        seen = self.access.sees_ward(ward_id) or self.member.cell_id in self.access.cells
        self.admit(seen=seen, allowed=self.access.is_office(ward_id))

    @property
    def heading(self) -> str:
        return _("New post of %(name)s") % {"name": self.member.full_name}

    def get_form_kwargs(self) -> dict:
        organizations, collectives = standing_units(self.member.ward)
        return {**super().get_form_kwargs(), "organizations": organizations, "collectives": collectives}

    def get_initial(self) -> dict:
        return {"management_level": "ward"}

    def late_about(self) -> dict:
        return {"ward_id": self.member.ward_id, "kind": "post", "member": self.member.pk}

    def serve(self, values: dict) -> None:
        unit = values.pop("unit")
        posts.add_post(by=self.request.user, member_id=self.member.pk, on=self.on, **unit, **values)

    def crumbs(self) -> list[Crumb]:
        return person_crumbs(self.member)

    def done_url(self) -> str:
        return self.crumbs()[-1][1]


class PostPage(FormPage):
    """Pages of the office about one post."""

    def load(self, post_id: int) -> None:
        self.post_row = get_object_or_404(
            OfficerPost.objects.select_related("member__ward", "organization", "collective"), pk=post_id
        )
        ward_id = self.post_row.member.ward_id
        self.admit(seen=self.access.sees_ward(ward_id), allowed=self.access.is_office(ward_id))

    def late_about(self) -> dict:
        return {"ward_id": self.post_row.member.ward_id, "kind": "post_end", "post": self.post_row.pk}

    def crumbs(self) -> list[Crumb]:
        return person_crumbs(self.post_row.member)

    def done_url(self) -> str:
        return self.crumbs()[-1][1]


class PostEdit(PostPage):
    form_class = PostForm
    template_name = "cells/seat_edit.html"
    submit_label = gettext_lazy("Save the post")
    done_message = gettext_lazy("The post is saved.")

    @property
    def heading(self) -> str:
        return _("%(title)s, post of %(name)s") % {
            "title": self.post_row.title,
            "name": self.post_row.member.full_name,
        }

    def get_initial(self) -> dict:
        return {name: getattr(self.post_row, name) for name in PostForm.base_fields}

    def serve(self, values: dict) -> None:
        posts.change_post(by=self.request.user, post_id=self.post_row.pk, values=values, on=self.on)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(withdraw_url=reverse("cells:post_withdraw", args=[self.post_row.pk]), **kwargs)


class PostWithdraw(PostPage):
    form_class = ReasonForm
    intro = gettext_lazy(
        "Only for a mistake: the entry disappears, the journal keeps it. To end it, give it an end date."
    )
    submit_label = gettext_lazy("Take back")
    done_message = gettext_lazy("The post is taken back.")
    danger = True

    @property
    def heading(self) -> str:
        return _("Take back the post %(title)s") % {"title": self.post_row.title}

    def serve(self, values: dict) -> None:
        posts.withdraw_post(by=self.request.user, post_id=self.post_row.pk, on=self.on, **values)


def person_crumbs(member: Member) -> list[Crumb]:
    """list › person, for pages about something of the person."""
    return [
        (_("Members"), reverse("cells:member_list")),
        (member.full_name, reverse("cells:member_detail", args=[member.pk])),
    ]
