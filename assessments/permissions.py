"""The questions pages and services ask alike: who may see a file, write it, move it, read its results."""

from django.db.models import Q, QuerySet

from assessments.models import Campaign, Order, Review, ReviewFile, ReviewHint
from assessments.workflow import Stage, SubjectKind, step_from
from cells.access import Access
from cells.clock import today
from cells.models.member import here_on
from cells.roles import Role


def visible_campaigns(access: Access) -> QuerySet[Campaign]:
    """Campaigns of the wards an account works for; secretaries reach theirs through their files."""
    wards = access.wards.get(Role.OFFICE, frozenset()) | access.wards.get(Role.COMMITTEE, frozenset())
    return Campaign.objects.filter(ward_id__in=wards)


def visible_files(access: Access) -> QuerySet[ReviewFile]:
    """Own cells and collectives for a secretary, the whole ward for office and committee. Strangers: none."""
    wards = access.wards.get(Role.OFFICE, frozenset()) | access.wards.get(Role.COMMITTEE, frozenset())
    return ReviewFile.objects.filter(
        Q(cell_id__in=access.cells)
        | Q(collective_id__in=access.collectives)
        | Q(collective__organization_id__in=access.cells)
        | Q(campaign__ward_id__in=wards)
    )


def own_files(access: Access) -> QuerySet[ReviewFile]:
    """Files whose secretary the account is; the office's right to write everywhere is left out."""
    return ReviewFile.objects.filter(
        Q(cell_id__in=access.cells)
        | Q(collective_id__in=access.collectives)
        | Q(collective__organization_id__in=access.cells)
    )


def visible_reviews(access: Access) -> QuerySet[Review]:
    """Reviews inside visible files; those without a file (organization, agencies) for office and committee."""
    wards = access.wards.get(Role.OFFICE, frozenset()) | access.wards.get(Role.COMMITTEE, frozenset())
    return Review.objects.filter(
        Q(file__cell_id__in=access.cells)
        | Q(file__collective_id__in=access.collectives)
        | Q(file__collective__organization_id__in=access.cells)
        | Q(campaign__ward_id__in=wards)
    )


def own_reviews(access: Access) -> QuerySet[Review]:
    """The reviews, one each year, of the person whose own review the account writes (Role.MEMBER). Others: none.

    Also the one of a year its person leaves later: it is read until that day, and no longer written.
    """
    if access.member_id is None:
        return Review.objects.none()
    mine = Review.everyone.filter(kind=SubjectKind.MEMBER, member=access.member_id, file__isnull=False)
    return mine.filter(here_on(today()))


def is_own_review(access: Access, review: Review) -> bool:
    """`own_reviews` asked of one review; no query."""
    is_members = review.kind == SubjectKind.MEMBER and review.file_id is not None
    return is_members and access.member_id is not None and review.member_id == access.member_id


def critiques_to_write(access: Access) -> QuerySet[Review]:
    """Whose self-critique the account may open: every visible review's, and the own one. Only the pages of the critique
    itself ask this; comments, sheets, ballots and grades hang on `visible_reviews`."""
    return Review.objects.filter(
        Q(pk__in=visible_reviews(access).values("pk")) | Q(pk__in=own_reviews(access).values("pk"))
    )


def hints_in_charge(access: Access) -> QuerySet[ReviewHint]:
    """Issued hints whose committee member in charge is the person of this account (rules G2). An account with a PIN is
    for the own review alone; who acts in another's place has put the own tasks aside, and takes over none of these."""
    if access.account_id is None or access.acting is not None:
        return ReviewHint.objects.none()
    return ReviewHint.objects.filter(
        state="issued", in_charge__accounts=access.account_id, in_charge__accounts__uses_pin=False
    )


def readable_reviews(access: Access) -> QuerySet[Review]:
    """What may be read: the visible reviews, the own one, and each single review of whose hint one is in charge.

    Being in charge opens that review's critique and its hint; nothing else asks here.
    """
    return Review.objects.filter(
        Q(pk__in=critiques_to_write(access).values("pk")) | Q(pk__in=hints_in_charge(access).values("review_id"))
    )


def visible_hints(access: Access) -> QuerySet[ReviewHint]:
    """All of the ward for office and committee; for the cell's side what was issued to its own subjects; for the
    member in charge that one hint while it is issued. Strangers: none."""
    wards = access.wards.get(Role.OFFICE, frozenset()) | access.wards.get(Role.COMMITTEE, frozenset())
    own = ReviewHint.objects.filter(issued_at__isnull=False, review__file__in=visible_files(access))
    return ReviewHint.objects.filter(
        Q(review__campaign__ward_id__in=wards)
        | Q(pk__in=own.values("pk"))
        | Q(pk__in=hints_in_charge(access).values("pk"))
    )


def visible_order_papers(access: Access) -> QuerySet[Order]:
    """The letters of orders: all of the ward, drafts too, for office and committee; for the cell's side what was issued
    over its own file, a re-grade once the results of the file are released. Strangers: none."""
    own = Q(state="issued", kind__in=("return", "re_review"), file__in=visible_files(access))
    regraded = Q(
        state="issued", kind="regrade", review__file__stage=Stage.RELEASED, review__file__in=visible_files(access)
    )
    return Order.objects.filter(Q(campaign__in=visible_campaigns(access)) | own | regraded)


def is_cell_side(access: Access, file: ReviewFile) -> bool:
    """The account is secretary of the file's cell or collective; no query when the file was loaded with them."""
    if file.cell_id:
        return file.cell_id in access.cells
    return file.collective_id in access.collectives or file.collective.organization_id in access.cells


def is_office_side(access: Access, file: ReviewFile) -> bool:
    return access.is_office(file.campaign.ward_id)


def may_see_file(access: Access, file: ReviewFile) -> bool:
    return is_cell_side(access, file) or access.sees_ward(file.campaign.ward_id)


def may_see_critique(access: Access, file: ReviewFile) -> bool:
    """Texts of people: the own secretary, the office and the committee; never the district (rules of access)."""
    return may_see_file(access, file)


def may_read_critique(access: Access, review: Review) -> bool:
    """One critique with its earlier versions: whoever sees the file, and the person it is of."""
    return may_see_critique(access, review.file) or is_own_review(access, review)


def may_write_critique(access: Access, review: Review) -> bool:
    """While the file is with the cell: the cell's side, the office, and the person of the review."""
    return may_write_file(access, review.file) or (review.file.is_writable and is_own_review(access, review))


def may_read_opinions(access: Access, file: ReviewFile) -> bool:
    """Comments of others about a person: the cell's side, the office, the committee. Never the person, as a member
    reading the own critique, nor the district."""
    return may_see_file(access, file)


def may_write_file(access: Access, file: ReviewFile) -> bool:
    """Cell's side or office, while the file is with the cell."""
    return file.is_writable and (is_cell_side(access, file) or is_office_side(access, file))


def may_plan_remedies(access: Access, file: ReviewFile) -> bool:
    """Shortcomings and remediation plans, at any stage of the file: the cell's side or the office (rules G3)."""
    return is_cell_side(access, file) or is_office_side(access, file)


def may_take(access: Access, file: ReviewFile, step_code: str) -> bool:
    """The step exists from the file's stage and one of its roles is held over this file."""
    step = step_from(Stage(file.stage), step_code)
    if step is None:
        return False
    held = {
        Role.SECRETARY: lambda: is_cell_side(access, file),
        Role.OFFICE: lambda: is_office_side(access, file),
        Role.COMMITTEE: lambda: access.is_committee(file.campaign.ward_id),
    }
    return any(held[role]() for role in step.roles)


def may_receive_reports(access: Access) -> bool:
    """Reports of wards, keys they are known by, the table of the district: whoever holds the district's role over any ward
    of this installation. The reports of other installations belong to no ward of this one, so that role is one for all."""
    return bool(access.wards.get(Role.DISTRICT))


def may_check_reports(access: Access) -> bool:
    """Looking whether a report agrees with itself: the district, and the offices that issue such reports."""
    return may_receive_reports(access) or bool(access.wards.get(Role.OFFICE))


def may_see_results(access: Access, file: ReviewFile) -> bool:
    """Office and committee always; the cell's side and the district only after release."""
    ward_id = file.campaign.ward_id
    if access.sees_ward(ward_id):
        return True
    released = Stage(file.stage) is Stage.RELEASED
    return released and (is_cell_side(access, file) or access.has(Role.DISTRICT, ward_id))
