"""Members of the demo secretary's cell who write themselves: two with a known PIN, links that wait, one access that ended."""

from dataclasses import dataclass
from datetime import date

from assessments.models import Review, ReviewFile
from assessments.sample.ground import Ground
from assessments.selectors.critiques import CritiqueRow, critique_rows
from assessments.services import self_critiques
from assessments.services.self_critiques import CritiqueValues
from cells import clock
from cells.access import access_of
from cells.demo_accounts import DEMO_ACCOUNTS
from cells.models import Account, Member, Organization
from cells.roles import Role
from cells.services.deputies import begin_acting, end_acting
from cells.services.invitations import accept, hash_of, invite, revoke
from cells.vocabulary import MemberStatus

#: What the second one has typed so far.
_BEGUN = {
    "character": "Tôi dự đủ các kỳ sinh hoạt chi bộ, chấp hành sự phân công của tổ chức; còn ít phát biểu góp ý.",
}


def demo_members() -> list[str]:
    return [demo.username for demo in DEMO_ACCOUNTS if demo.role is Role.MEMBER]


def invite_demo_members(ground: Ground, on: date) -> None:
    """The last of the cell by name get an account each, under the name and the PIN that the sign-in page shows."""
    cell = next(cell for cell in ground.cells if ground.secretaries[cell.pk].username == "bithu3")
    secretary = ground.secretaries[cell.pk]
    demos = [demo for demo in DEMO_ACCOUNTS if demo.role is Role.MEMBER]
    with clock.acting_on(on):
        for demo, person in zip(demos, reversed(_active(cell)), strict=False):
            [slip] = invite(by=secretary, member_ids=[person.pk], on=on)
            account = accept(token_hash=hash_of(slip.token), pin=demo.password, on=on)
            account.username = demo.username  # one that can be printed beforehand
            account.save(update_fields=["username"])


def _active(cell: Organization) -> list[Member]:
    people = Member.objects.filter(cell=cell, status=MemberStatus.ACTIVE, left_on__isnull=True)
    return list(people.order_by("sort_key", "code"))


@dataclass
class InvitationStory:
    """What happens to invitations while a cell writes: `by` is its secretary, `deputy` the one who acts for the
    secretary of the demo cell."""

    file: ReviewFile
    by: Account
    deputy: Account | None = None

    def play(self, on: date) -> None:
        unwritten = [row.review for row in critique_rows(self.file) if self._owes_still(row)]
        with_pin = {account.member_id: account for account in Account.objects.filter(username__in=demo_members())}
        others = [review for review in unwritten if review.member_id not in with_pin]
        with clock.acting_on(on):
            if others:
                by = self._begin_acting(on) or self.by
                invite(by=by, member_ids=[review.member_id for review in others[-3:]], on=on)
                end_acting(by=by)
            if len(others) > 1:
                revoke(by=self.by, member_id=others[-2].member_id, reason="Đồng chí viết trên giấy", on=on)
            writers = [review for review in unwritten if review.member_id in with_pin]
            for review in writers[:-1]:
                self._begin(review, with_pin[review.member_id], on)

    def _begin_acting(self, on: date) -> Account | None:
        """The deputy, acting; None where there is nobody who may act for this cell's secretary."""
        offered = access_of(self.deputy, on).deputyships
        mandate = next((one.mandate_id for one in offered if one.principal_id == self.by.pk), None)
        if mandate is None:
            return None
        begin_acting(by=self.deputy, mandate_id=mandate, on=on)
        return self.deputy

    @staticmethod
    def _owes_still(row: CritiqueRow) -> bool:
        return row.bar is None and row.critique is None and row.review.member_id is not None

    def _begin(self, review: Review, account: Account, on: date) -> None:
        values = CritiqueValues(texts=dict(_BEGUN))
        self_critiques.save_draft(by=account, review_id=review.pk, values=values, revision=0, on=on)
