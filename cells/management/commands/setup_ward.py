"""Set up an empty, real ward with its first office account. Made once; a second run makes nothing."""

import sys

from django.utils.translation import gettext as _
from django.utils.translation import override

from cells.clock import today
from cells.management.one_line import OneLineCommand, refuse
from cells.models import WardProfile
from cells.refusals import Refused
from cells.services.wards import create_ward

#: Option -> (field of the profile, what it is when nothing is said).
PROFILE_OPTIONS = {
    "superior": ("superior_name", "Đảng bộ Quận …"),
    "committee": ("committee_name", "Đảng ủy Phường …"),
    "deciding-body": ("deciding_body", "Ban Thường vụ Đảng ủy"),
    "place": ("place", "Phường …"),
    "symbol": ("document_symbol", "ĐU"),
    "authority": ("signing_authority", "T/M BAN THƯỜNG VỤ"),
    "signatory-position": ("signatory_position", "PHÓ BÍ THƯ THƯỜNG TRỰC"),
    "signatory": ("signatory_name", "…"),
    "receiving-body": ("receiving_body", "Ban Tổ chức Quận ủy"),
}


class Command(OneLineCommand):
    help = (
        "Set up a real ward: its name, what its papers print, and the first office account with a single-use password."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--code", help="code of the ward, for example P11")
        parser.add_argument("--name", help="name of the ward organization, for example: Đảng bộ Phường 11")
        parser.add_argument("--office-username", default="vanphong", help="account name of the office (vanphong)")
        parser.add_argument("--office-name", default="Văn phòng Đảng ủy", help="whose account it is")
        with override("en"):
            for option, (field, example) in PROFILE_OPTIONS.items():
                label = WardProfile._meta.get_field(field).verbose_name
                parser.add_argument(f"--{option}", help=f"{label} ({example}); the office can change it later")

    def handle(self, *args, **options) -> None:
        with override("vi"):
            code = options["code"] or self.ask(_("Code of the ward, for example P11"))
            name = options["name"] or self.ask(_("Name of the ward organization, for example: Đảng bộ Phường 11"))
            profile = {PROFILE_OPTIONS[option][0]: self.profile_value(option, options) for option in PROFILE_OPTIONS}
            try:
                made = create_ward(
                    by=None,
                    code=code,
                    name=name,
                    profile=profile,
                    office_username=options["office_username"],
                    office_display_name=options["office_name"],
                    on=today(),
                )
            except Refused as refused:
                refuse("; ".join(map(str, refused.refusals)))
            self.tell(made)

    def profile_value(self, option: str, options: dict) -> str:
        field, example = PROFILE_OPTIONS[option]
        given = options[option.replace("-", "_")]
        if given is not None:
            return given
        if sys.stdin.isatty():
            label = WardProfile._meta.get_field(field).verbose_name
            return input(f"{label} [{example}]: ").strip() or example
        return example

    def ask(self, question: str) -> str:
        """Only somebody at a terminal is asked; a script must give the option."""
        if not sys.stdin.isatty():
            refuse(_("Give --code and --name."))
        return input(f"{question}: ").strip()

    def tell(self, made) -> None:
        write = self.stdout.write
        write(_("%(name)s (%(code)s) is set up.") % {"name": made.ward.name, "code": made.ward.code})
        write(_("Account of the office: %(username)s") % {"username": made.account.username})
        write(_("First password, shown only now: %(password)s") % {"password": made.first_password})
        write(_("It works once: at the first sign-in the office chooses its own. The office also manages accounts."))
        write(_("After that a second factor is set up: have a phone with an authenticator app at hand."))
