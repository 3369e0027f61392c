"""Every service that somebody does in the own name, called as everybody: does the mandate let it through?

Arguments are made up by their names; the permission is asked before anything is looked at, so that what is wrong with them
is told only to those who may. `NotPermitted` is a no, everything else a yes.
"""

import copy
import importlib
import inspect
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.models import Campaign, ReviewFile
from assessments.reports.catalogue import WARD_SUMMARY
from assessments.reports.jobs.kinds import KINDS
from assessments.services.late_deed import Paper
from assessments.services.year_facts import FactsRow
from assessments.workflow import CampaignStage, Scope, Stage
from cells.access import NotPermitted, access_of
from cells.models import Account
from cells.services.accounts import NewAccount
from tests import factories as make
from tests.access.two_wards import TwoWards
from tests.test_every_deed_is_recorded import LOOKS, PART, SILENT, graph

#: Where every file of the ward stands; the last is a stage of the year. Returned is as collecting (workflow.WRITABLE).
MOMENTS = (*(stage for stage in Stage if stage is not Stage.RETURNED), CampaignStage.CLOSED)
#: Done to the own account and the own messages alone: whoever is signed in may; whose they are the service asks itself.
OWN = {
    "assessments.services.reminders.mark_read",
    "cells.services.account_sessions.end_other_sessions",
    "cells.services.account_sessions.end_own_session",
    "cells.services.deputies.end_acting",
    "cells.services.passkeys.add_passkey",
    "cells.services.passkeys.remove_passkey",
    "cells.services.passwords.change_own_password",
    "cells.services.pins.change_own_pin",
    "cells.services.recovery_codes.make_recovery_codes",
    "cells.services.second_factors.begin_app",
    "cells.services.second_factors.confirm_app",
    "cells.services.second_factors.remove_app",
}
#: A command on the machine: whoever may run it has the database anyway.
COMMANDS = {"cells.services.wards.create_ward"}
#: Parts of deeds: no page and no command calls them (a test holds it), and who calls them has asked.
PARTS = {
    "assessments.services.attachments.keep_paper",
    "assessments.services.campaigns.refreeze_member",
    "assessments.services.critique_reading.note_file_reading",
    "assessments.services.critique_reading.note_reading",
    "assessments.services.critique_reading.read_versions",
    "assessments.services.critique_writing.write_critique",
    "assessments.services.drafts.withdraw_later_grades",
    "assessments.services.gradings.give_grade",
    "assessments.services.gradings.lay_aside_decisions",
    "assessments.services.hint_answers.keep_answers",
    "assessments.services.issuing.keep_copy",
    "assessments.services.meeting_rows.keep_meeting",
    "assessments.services.quota_weights.put_weights",
    "assessments.services.self_critiques.back_to_draft",
    "assessments.services.settling.settle_files",
    "assessments.services.sheet_rows.write_rows",
    "assessments.services.ground_workbook.rehearse",
    "cells.services.handing_out.note_handed_out",
    "cells.services.journal_upkeep.erase_texts",
    "cells.services.mandates.end",
    "cells.services.mandates.give",
    "cells.services.mandates.prolong",
} | {name for name, why in SILENT.items() if why in (LOOKS, PART)}


@dataclass(frozen=True)
class Deed:
    """A service by its full name."""

    name: str

    @property
    def call(self):
        module, _dot, function = self.name.rpartition(".")
        return getattr(importlib.import_module(module), function)


def deeds() -> list[Deed]:
    """Every public service with `by`, but for the parts and for what is done to oneself."""
    return [Deed(name) for name in sorted(graph()[1]) if name not in PARTS | OWN | COMMANDS]


def actors(wards: TwoWards) -> dict[str, Account]:
    """Everybody who might try, by role; what each reaches is read once."""
    scene, strangers = wards.scene, wards.strangers
    member = wards.scene.campaign.reviews.get(code="A002").member
    found = {
        "office": scene.accounts["office"],
        "committee": scene.accounts["committee"],
        "district": scene.accounts["district"],
        "admin": scene.accounts["admin"],
        "secretary": scene.accounts["own_secretary"],
        "member": make.make_account("a002", "member", wards.ward, member=member, uses_pin=True),
        "deputy of the office": make.acting(make.make_account("thay-vp"), scene.accounts["office"]),
        "secretary of another cell": scene.accounts["other_secretary"],
        "secretary of a collective": scene.accounts["collective_secretary"],
        "office of another ward": strangers["office"],
        "committee of another ward": strangers["committee"],
    }
    names = ("member in charge", "deputy not acting", "office until yesterday", "committee until yesterday")
    more = ("secretary until yesterday", "office from tomorrow", "nobody")
    found |= {name: strangers[name] for name in (*names, *more)}
    for account in found.values():
        access_of(account, make.TODAY)
    return found


def arguments(deed: Deed, wards: TwoWards) -> dict[str, object]:
    """Something for every parameter without a default."""
    known = _made_up(wards) | SPECIAL.get(deed.name, lambda _wards: {})(wards)
    found = {}
    for name, one in inspect.signature(deed.call).parameters.items():
        if name == "by":
            continue
        if name == "upload_id":
            found[name] = wards.ids["upload_id"] if "sheet" in deed.name else wards.uploads[_kind(deed)]
        elif name in known or one.default is inspect.Parameter.empty:
            found[name] = known[name]
    return found


def _kind(deed: Deed) -> str:
    return "ground" if "ground" in deed.name else "roster"


def _made_up(wards: TwoWards) -> dict[str, object]:
    day, now = make.TODAY, timezone.now()
    days = dict.fromkeys(
        ("on", "from_date", "to_date", "dated_on", "signed_on", "established_on", "dissolved_on", "left_on", "noted_on",
         "appointed_on", "decided_on", "reviewed_on", "violated_on", "document_date"), day,
    )  # fmt: skip
    words = dict.fromkeys(
        ("reason", "note", "text", "title", "name", "display_name", "document", "number", "comment", "source", "code",
         "filename", "expected", "expected_digest", "rule", "subject", "session_key", "pin", "password", "email"), "x",
    )  # fmt: skip
    nothing = {
        name: {} for name in ("values", "choices", "levels", "grades", "seen", "proposals", "weights", "answers")
    }
    none = dict.fromkeys(("rows", "entries", "changes", "member_ids"), ())
    ids = {name: value for name, value in wards.ids.items() if name.endswith("_id")}
    return ids | days | words | nothing | none | {
        "now": now, "at": now, "revision": 1, "year": 2021, "active": False, "staged": True, "kind": "x", "scope": Scope.PEOPLE,
        "role": "secretary", "username": "moi", "grade": "good", "stage": "district", "data": b"x",
        "content": b"x", "status": "exempt", "form": "reprimand", "management_level": "ward", "key": "x", "ward_code": "P11",
        "ward_name": "x", "issuer": "district", "quota": 1, "upload": None, "site": None, "credential": "", "challenge": "",
        "transports": [], "step": "accept", "decision": None, "words": None, "new": None, "paper": Paper(day, "1-QĐ", day),
        "in_charge_id": None, "due_on": day, "finding_notes": {},
    }  # fmt: skip


_ONE_UNIT = {"collective_id": None}
SPECIAL = {
    "assessments.services.retention.erase_loose_texts": lambda wards: {"ward": wards.ward},
    "assessments.services.retention.erase_out_of_term": lambda wards: {"ward": wards.ward},
    "assessments.services.year_facts.record_rows": lambda wards: {"rows": [FactsRow(wards.ids["member_id"], {}, 1)]},
    "cells.services.accounts.create_accounts": lambda wards: {
        "rows": [NewAccount("moi", "x", organization_id=wards.ids["cell_id"])]
    },
    "cells.services.invitations.invite": lambda wards: {"member_ids": [wards.ids["member_id"]]},
    "cells.services.accounts.create_account": lambda _wards: _ONE_UNIT | {"member_id": None, "acts_for_id": None},
    "cells.services.mandates.grant_mandate": lambda _wards: _ONE_UNIT | {"acts_for_id": None},
    "cells.services.headships.appoint_head": lambda _wards: _ONE_UNIT,
    "cells.services.posts.add_post": lambda _wards: _ONE_UNIT,
    "cells.services.workbook_uploads.discard_upload": lambda _wards: {"kind": "roster"},
    "cells.services.workbook_uploads.take_upload": lambda _wards: {"kind": "roster"},
    "assessments.services.jobs.ask_for": lambda _wards: {"kind": KINDS["year_data"], "file_id": None},
    "assessments.services.issuing.issue_paper": lambda _wards: {"paper": WARD_SUMMARY},
    "assessments.services.downloads.download_office_file": lambda _wards: {"paper": WARD_SUMMARY, "form": None},
    "assessments.services.late_changes.take_over": lambda _wards: {"key": None},
    "assessments.services.self_critiques.restore_version": lambda _wards: {"number": 1},
    "assessments.services.acceptance.accept_staged": lambda _wards: {"seen": {}},
    "assessments.services.remedies.assess_shortcomings": lambda _wards: {"values": []},
    "assessments.services.remedies.save_shortcomings": lambda _wards: {"values": []},
    "assessments.services.remedy_plans.save_plan": lambda _wards: {"values": []},
}


def stand(wards: TwoWards, moment: Stage | CampaignStage) -> None:
    """Let every file of the ward, and its year, stand there."""
    files = ReviewFile.objects.filter(campaign=wards.scene.campaign)
    year = moment if isinstance(moment, CampaignStage) else CampaignStage.OPEN
    files.update(
        stage=Stage.RELEASED if year is CampaignStage.CLOSED else Stage.COLLECTING if year != "open" else moment
    )
    Campaign.objects.filter(pk=wards.scene.campaign.pk).update(stage=year)


def lets_through(deed: Deed, by: Account, given: dict[str, object]) -> bool:
    """Whether the mandate suffices. Whatever happened is taken back."""
    by = copy.copy(by)  # a deed may let its account forget what it reaches
    with transaction.atomic():
        try:
            deed.call(by=by, **given)
        except NotPermitted:
            return False
        except Exception:
            return True
        finally:
            transaction.set_rollback(True)
    return True
