"""What the journal's entries say, in words: actions and things. An unknown one is shown as it was written."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

THINGS: dict[str, str | Promise] = {
    "account": _("account"),
    "campaign": _("review year"),
    "cellquota": _("quota"),
    "collective": _("collective"),
    "decision": _("decision"),
    "issuedpaper": _("issued paper"),
    "meeting": _("meeting"),
    "member": _("person"),
    "organization": _("organization"),
    "quotaissue": _("issue of quotas"),
    "review": _("review"),
    "reviewfile": _("file"),
    "selfcritique": _("self-critique"),
    "trial": _("trial"),
}

ACTIONS: dict[str, str | Promise] = {
    "account.closed": _("account closed"),
    "account.created": _("account made"),
    "account.handed_over": _("account handed over"),
    "account.linked": _("account linked to a person"),
    "account.opened": _("account opened again"),
    "account.password_changed": _("password changed"),
    "account.password_reset": _("new first password"),
    "ballots.saved": _("ballots saved"),
    "campaign.created": _("review year made"),
    "campaign.opened": _("review year opened"),
    "campaign.parameters_set": _("parameters of the year set"),
    "campaign.saved": _("settings of the year saved"),
    "campaign.weights_confirmed": _("quota weights confirmed"),
    "collective.changed": _("collective changed"),
    "collective.created": _("collective entered"),
    "collective.dissolved": _("collective dissolved"),
    "critique.saved": _("self-critique saved"),
    "critique.submitted": _("self-critique submitted"),
    "critique.withdrawn": _("self-critique taken back"),
    "decision.regraded": _("graded again"),
    "decision.signed": _("decision signed"),
    "discipline.added": _("discipline recorded"),
    "discipline.withdrawn": _("discipline withdrawn"),
    "drafts.withdrawn": _("draft grades withdrawn"),
    "file.accept": _("file accepted"),
    "file.decide": _("file decided"),
    "file.release": _("results of the file released"),
    "file.reopen": _("re-review ordered"),
    "file.return": _("file returned"),
    "file.roster_confirmed": _("list of people confirmed"),
    "file.submit": _("file sent"),
    "grade.cell": _("grade proposed by the meeting"),
    "grade.decision": _("grade decided"),
    "grade.draft": _("draft grade set"),
    "grade.office": _("grade proposed by the office"),
    "grade.outside": _("grade decided elsewhere recorded"),
    "grade.self": _("grade proposed by oneself"),
    "ground_workbook.applied": _("workbook of the ground applied"),
    "head.appointed": _("head recorded"),
    "head.changed": _("head changed"),
    "head.withdrawn": _("head taken back"),
    "levels.saved": _("criterion levels saved"),
    "mandate.ended": _("mandate ended"),
    "mandate.granted": _("mandate given"),
    "meeting.saved": _("meeting saved"),
    "member.brought_back": _("person put back into the lists"),
    "member.changed": _("person changed"),
    "member.created": _("person entered"),
    "member.left": _("person left"),
    "member.status_set": _("standing recorded"),
    "member.status_withdrawn": _("standing taken back"),
    "member.transferred": _("person moved to another cell"),
    "narrative.saved": _("text of the report saved"),
    "organization.changed": _("organization changed"),
    "organization.created": _("organization entered"),
    "organization.dissolved": _("organization dissolved"),
    "paper.issued": _("paper issued"),
    "post.added": _("post recorded"),
    "post.changed": _("post changed"),
    "post.withdrawn": _("post taken back"),
    "quota.set_by_hand": _("quota set by hand"),
    "quotas.issued": _("quotas issued"),
    "reason.recorded": _("reason recorded"),
    "results.released": _("results released"),
    "roster.applied": _("member list imported"),
    "seat.added": _("seat recorded"),
    "seat.changed": _("seat changed"),
    "seat.ended": _("seat ended"),
    "seat.withdrawn": _("seat taken back"),
    "trial.applied": _("trial put into the tables"),
    "trial.created": _("trial made"),
    "trial.discarded": _("trial taken away"),
    "trial.saved": _("trial saved"),
    "ward.created": _("ward set up"),
    "ward.profile_changed": _("ward profile changed"),
    "year_facts.recorded": _("facts of the year recorded"),
}


def action_words(action: str) -> str:
    return str(ACTIONS.get(action, action))


def changes_of(entry) -> list[tuple[str, str, str]]:
    """(name, before, after) of each value an entry holds; nested values are left in one line."""
    before, after = entry.before or {}, entry.after or {}
    names = [*after, *(name for name in before if name not in after)]
    return [(name, _plain(before.get(name)), _plain(after.get(name))) for name in names]


def _plain(value) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return str(value)
