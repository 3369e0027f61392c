"""A ward in the midst of its year, for changes after the opening: two cells, a collective, a head, an officer."""

from datetime import date

from django.db import transaction

from assessments.models import Campaign, LateChange, Review, ReviewFile
from assessments.selectors.facts import dossier_dict
from assessments.services import campaigns
from assessments.services.late_deed import Paper
from assessments.workflow import Stage
from cells.models import Member
from tests import factories as make
from tests.told_once import told_once

#: Between the review date and the grading date.
DAY = date(2021, 12, 28)
AFTER_GRADING = date(2022, 1, 9)


class LateScene:
    """KP01: An 1 (its head), An 2, An 3, An 4. KP02: Bình 1 … Bình 3. UBND seats An 2, An 3, Bình 1; Bình 2 is officer."""

    def __init__(self):
        vars(self).update(vars(told_once((type(self),), self._made)))

    def _made(self) -> "LateScene":
        self.ward = make.make_ward()
        self.first = make.make_cell(self.ward, "KP01", "Chi bộ Khu phố 1")
        self.second = make.make_cell(self.ward, "KP02", "Chi bộ Khu phố 2")
        self.people = [make.make_member(self.first, f"Nguyễn Văn An {n}", code=f"A{n}") for n in range(1, 5)]
        self.others = [make.make_member(self.second, f"Trần Thị Bình {n}", code=f"B{n}") for n in range(1, 4)]
        seated = [self.people[1], self.people[2], self.others[0]]
        self.ubnd = make.make_collective(self.ward, seated, code="UBND", kind="peoples_committee", name="UBND phường")
        self.head = make.make_head(self.people[0], self.first)
        self.post = make.make_post(self.others[1], self.ubnd)
        self.office = make.make_account("vanphong", "office", self.ward, display_name="Văn phòng")
        self.committee = make.make_account("thuongvu", "committee", self.ward)
        self.secretary = make.make_account("bithu1", "secretary", self.first)
        self.campaign: Campaign = make.make_open_campaign(self.ward, self.office)
        return self

    def do(self, service, *, by=None, day: date = DAY, **values) -> LateChange | None:
        """Call one deed on a paper."""
        paper = Paper(day, "15-QĐ/ĐU", date(2021, 12, 27))
        by = by or self.office
        return service(by=by, campaign_id=self.campaign.pk, paper=paper, on=make.TODAY, **values)

    def review(self, who: Member | str) -> Review:
        code = who if isinstance(who, str) else who.code
        return Review.everyone.exclude(kind="officer").get(campaign=self.campaign, code=code)

    def file(self, code: str) -> ReviewFile:
        return ReviewFile.objects.get(campaign=self.campaign, code=code)

    def put_files(self, stage: Stage) -> None:
        ReviewFile.objects.filter(campaign=self.campaign).update(stage=stage)

    def dossier(self) -> dict:
        return sorted_dossier(self.campaign)

    def fresh_dossier(self) -> dict:
        """What a campaign opened on the ground as it stands now would be; taken back at once."""
        with transaction.atomic():
            Campaign.objects.filter(pk=self.campaign.pk).update(year=1999)
            fresh = make.make_campaign(self.ward, self.office)
            fresh = campaigns.open_campaign(by=self.office, campaign_id=fresh.pk, on=make.TODAY)
            found = sorted_dossier(fresh)
            transaction.set_rollback(True)
        return found


def sorted_dossier(campaign: Campaign) -> dict:
    """The dossier with its lists in one order: a late comer stands at the end of the rows, which no rule minds."""
    dossier = dossier_dict(campaign)
    for name in ("cells", "agencies", "members", "collectives"):
        dossier[name] = sorted(dossier[name], key=lambda row: row["code"])
    dossier["officers"] = sorted(dossier["officers"], key=repr)
    dossier["heads"] = sorted(dossier["heads"], key=lambda row: (row["unit"], row["member"]))
    return dossier
