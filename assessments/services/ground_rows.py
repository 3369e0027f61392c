"""One row of a ground workbook -> the one service that does it. What a service refuses is raised as it is."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from assessments.services import late_changes, year_facts
from cells.ground_workbook.plan import Deed, RowDeed, is_told
from cells.ground_workbook.references import NEW_PERSON, new_person
from cells.models import Account, Organization
from cells.refusals import Refused
from cells.selectors.ground import GroundIds
from cells.services import collectives, headships, members, organizations, posts, seats
from cells.services.year_records import FIELDS as YEAR_FIELDS

#: The services' name of a field -> the workbook's name of its column, where they differ.
COLUMN_OF_FIELD = {"member": "person", "parent_id": "parent", "organization_id": "organization"}


class RowWriter:
    """Writes rows through the services, as the account and the day given; remembers what it made for later rows."""

    def __init__(self, *, by: Account, ward: Organization, ids: GroundIds, on: date):
        self.by, self.ward, self.ids, self.on = by, ward, ids, on
        self._sheets: dict[str, Callable[[RowDeed], None]] = {
            "organizations": self._organization,
            "collectives": self._collective,
            "outsiders": self._outsider,
            "seats": self._seat,
            "heads": self._head,
            "posts": self._post,
            "disciplines": self._discipline,
            "statuses": self._status,
            "year_facts": self._year_facts,
        }

    def write(self, deed: RowDeed) -> None:
        """Raises Refused; nothing of this row is written then."""
        self._sheets[deed.layout.key](deed)

    def _organization(self, deed: RowDeed) -> None:
        values = _told_or_changed(deed, leaving_out={"code", "kind", "parent"})
        if deed.deed is Deed.NEW or "parent" in _changed(deed):
            values["parent_id"] = self._id_of_organization(deed.values.get("parent") or self.ward.code, "parent")
        if deed.deed is Deed.NEW:
            values["code"] = deed.values["code"]
            made = organizations.create_organization(
                by=self.by, ward_id=self.ward.pk, kind=deed.values["kind"], values=values, on=self.on
            )
            self.ids.organizations[made.code.lower()] = made.pk
            return
        organizations.save_organization(
            by=self.by,
            organization_id=self.ids.organizations[deed.key.lower()],
            values=values,
            revision=None,
            on=self.on,
        )

    def _collective(self, deed: RowDeed) -> None:
        values = _told_or_changed(deed, leaving_out={"code", "organization"})
        if deed.deed is Deed.NEW or "organization" in _changed(deed):
            values["organization_id"] = self._id_of_organization(deed.values["organization"], "organization")
        if deed.deed is Deed.NEW:
            values["code"] = deed.values["code"]
            made = collectives.create_collective(by=self.by, ward_id=self.ward.pk, values=values, on=self.on)
            self.ids.collectives[made.code.lower()] = made.pk
            return
        collectives.save_collective(
            by=self.by, collective_id=self.ids.collectives[deed.key.lower()], values=values, revision=None, on=self.on
        )

    def _outsider(self, deed: RowDeed) -> None:
        values = _told_or_changed(deed, leaving_out={"code"})
        if deed.deed is Deed.NEW:
            made = members.create_member(by=self.by, ward_id=self.ward.pk, cell_id=None, values=values, on=self.on)
            self.ids.people[new_person(made.full_name).code] = made.pk
            return
        members.save_member(
            by=self.by, member_id=self.ids.people[deed.key.lower()], values=values, revision=None, on=self.on
        )

    def _seat(self, deed: RowDeed) -> None:
        values = deed.values
        said = {
            "title": values.get("title") or "",
            "from_date": values.get("from_date"),
            "to_date": values.get("to_date"),
        }
        match deed.deed:
            case Deed.TAKEN_BACK:
                seats.withdraw_seat(by=self.by, seat_id=int(deed.key), reason=deed.reason, on=self.on)
            case Deed.CHANGED:
                seats.change_seat(by=self.by, seat_id=int(deed.key), **said, on=self.on)
            case _:
                seats.add_seat(
                    by=self.by,
                    collective_id=self._id_of_collective(values["collective"]),
                    member_id=self._person(deed),
                    **said,
                    on=self.on,
                )

    def _head(self, deed: RowDeed) -> None:
        match deed.deed:
            case Deed.TAKEN_BACK:
                headships.withdraw_headship(by=self.by, headship_id=int(deed.key), reason=deed.reason, on=self.on)
            case Deed.CHANGED:
                headships.change_headship(by=self.by, headship_id=int(deed.key), values=_changed(deed), on=self.on)
            case _:
                said = _told_or_changed(deed, leaving_out={"person", "unit"})
                headships.appoint_head(
                    by=self.by, member_id=self._person(deed), **self._unit(deed.values["unit"]), **said, on=self.on
                )

    def _post(self, deed: RowDeed) -> None:
        match deed.deed:
            case Deed.TAKEN_BACK:
                posts.withdraw_post(by=self.by, post_id=int(deed.key), reason=deed.reason, on=self.on)
            case Deed.CHANGED:
                posts.change_post(by=self.by, post_id=int(deed.key), values=_changed(deed), on=self.on)
            case _:
                said = _told_or_changed(deed, leaving_out={"person", "unit"})
                posts.add_post(
                    by=self.by, member_id=self._person(deed), **self._unit(deed.values["unit"]), **said, on=self.on
                )

    def _discipline(self, deed: RowDeed) -> None:
        if deed.deed is Deed.TAKEN_BACK:
            year_facts.remove_discipline(by=self.by, discipline_id=int(deed.key), reason=deed.reason, on=self.on)
            return
        values = deed.values
        year_facts.add_discipline(
            by=self.by,
            member_id=self._person(deed),
            year=values["year"],
            form=values["form"],
            decided_on=values["decided_on"],
            violated_on=values.get("violated_on"),
            source=values["source"],
            on=self.on,
        )

    def _status(self, deed: RowDeed) -> None:
        if deed.deed is Deed.TAKEN_BACK:
            late_changes.withdraw_standing(
                by=self.by, period_id=int(deed.key), reason=deed.reason, check=False, on=self.on
            )
            return
        values = deed.values
        late_changes.set_standing(
            by=self.by,
            member_id=self._person(deed),
            status=values["status"],
            from_date=values.get("from_date"),
            to_date=values.get("to_date"),
            source=values.get("source") or "",
            check=False,
            on=self.on,
        )

    def _year_facts(self, deed: RowDeed) -> None:
        values = {name: value for name, value in _told_or_changed(deed).items() if name in YEAR_FIELDS}
        year_facts.record_year_facts(
            by=self.by,
            member_id=self._person(deed),
            year=deed.values["year"],
            values=values,
            revision=None,
            on=self.on,
        )

    def _person(self, deed: RowDeed) -> int:
        code = str(deed.values["person"])
        found = self.ids.people.get(code if code.startswith(NEW_PERSON) else code.lower())
        if found is None:
            raise Refused(
                _("This person is new in the workbook and could not be entered; mend that row."), field="person"
            )
        return found

    def _unit(self, code: str) -> dict[str, int]:
        if pk := self.ids.collectives.get(code.lower()):
            return {"collective_id": pk}
        return {"organization_id": self._id_of_organization(code, "unit")}

    def _id_of_organization(self, code: str, field: str) -> int:
        if code.lower() in self.ids.collectives:
            raise Refused(_("%(code)s is a collective, not an organization.") % {"code": code}, field=field)
        return _known(self.ids.organizations, code, field)

    def _id_of_collective(self, code: str) -> int:
        if code.lower() in self.ids.organizations:
            raise Refused(_("%(code)s is an organization, not a collective.") % {"code": code}, field="collective")
        return _known(self.ids.collectives, code, "collective")


def _known(ids: dict[str, int], code: str, field: str) -> int:
    if code.lower() not in ids:
        raise Refused(
            _("The unit %(code)s is new in the workbook and could not be entered; mend that row.") % {"code": code},
            field=field,
        )
    return ids[code.lower()]


def _changed(deed: RowDeed) -> dict:
    return {change.column.name: change.new for change in deed.changes}


def _told_or_changed(deed: RowDeed, leaving_out: frozenset[str] | set[str] = frozenset()) -> dict:
    """A new row's filled columns, or the changed ones of a row the ward has."""
    if deed.deed is Deed.CHANGED:
        return {name: value for name, value in _changed(deed).items() if name not in leaving_out}
    told = ((column.name, deed.values.get(column.name)) for column in deed.layout.compared)
    return {name: value for name, value in told if is_told(value) and name not in leaving_out}
