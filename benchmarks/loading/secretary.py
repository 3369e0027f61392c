"""A secretary on the last evening: signs in, writes what is missing, submits, looks around, holds the meeting, sends the file.

Writing goes as in a browser: bursts of typing with pauses between them; what is typed is saved by itself two seconds after the
last key, in a long burst after fifteen (static/js/autosave.js), always the whole form, on the revision of the last answer.
"""

import json
import re
import time
from collections.abc import Callable
from random import Random

from benchmarks.loading.browser import Broken, Browser, Page
from benchmarks.loading.ledger import Ledger, State
from benchmarks.loading.ward import LEVELS, PASSWORD, Desk
from benchmarks.loading.words import paragraph, sentence

#: As autosave.js has them, in seconds; the last: how often a page in which somebody works prolongs the session.
QUIET, LONGEST, PROLONG = 2.0, 15.0, 60.0
SIGNS_A_SECOND = 3.5
#: Of the bursts, so many are a paragraph pasted from Word.
PASTED = 0.2
#: Pauses are drawn from log-normal distributions: (median, spread, longest) in seconds.
THINKING, READING = (8.0, 0.7, 60.0), (6.0, 0.6, 45.0)
#: What is done next: look around, write in the committee's report that everybody of the cell writes in; else the own ones.
LOOKS_AROUND, WRITES_TOGETHER = 0.12, 0.25
#: Of the critiques that are finished, so many are saved with the button before they are submitted.
SAVES_BY_HAND = 0.3
_ROW = re.compile(r'name="row_(\d+)_excellent"')
_REFUSED = re.compile(r'id="(?:error-summary|stale)".*?</div>', re.DOTALL)


class Over(Exception):
    """The time is over: nothing more is begun."""


class Overtaken(Exception):
    """Somebody else saved first."""


class Secretary:
    """`sleep(seconds)` raises Over when the time is over."""

    def __init__(
        self, desk: Desk, browser: Browser, ledger: Ledger, dice: Random, sleep: Callable[[float], None]
    ) -> None:
        self.desk, self.cell, self.browser, self.ledger, self.dice, self.sleep = (
            desk,
            desk.cell,
            browser,
            ledger,
            dice,
            sleep,
        )
        self.name = desk.username
        self.done: list[int] = []
        self.left = [review for review in desk.own if review in desk.cell.owed]
        self.prolonged = time.monotonic()
        self.sent = False

    def work(self) -> None:
        try:
            self._sign_in()
            while True:
                self._next()
        except Over:
            pass
        except Broken as broken:
            self.ledger.break_off(f"{self.name}: {broken}")

    def _next(self) -> None:
        draw = self.dice.random()
        if draw < LOOKS_AROUND:
            self._look_around()
        elif draw < LOOKS_AROUND + WRITES_TOGETHER and not self.cell.ready:
            self._write_together()
        elif self.left:
            self._finish(self.left[0])
        elif not self.cell.ready and self.done:
            self._mend(self.dice.choice(self.done))
        elif self.desk.leads and not self.sent and not self.cell.owed:
            self._hold_meeting()
            self._send_file()
        else:
            self._look_around()

    # --- coming and looking

    def _sign_in(self) -> None:
        self.browser.page("sign-in page", "/sign-in/?next=/")
        self._pause(READING)
        fields = [("next", "/"), ("username", self.name), ("password", PASSWORD)]
        answer = self.browser.send("sign-in", "/sign-in/?next=/", fields)
        if answer.status != 302:
            raise Broken("the sign-in was refused")
        self.browser.page("home", answer.location)
        self._pause(READING)
        self._open_list()

    def _open_list(self) -> None:
        self.browser.page("list of critiques", f"/assessments/files/{self.cell.file}/critiques/")
        self._pause(READING)

    def _look_around(self) -> None:
        file = f"/assessments/files/{self.cell.file}"
        mine = self.dice.choice(self.desk.own or [self.cell.report])
        kind, path = self.dice.choice(
            (
                ("home", f"{file}/home/"),
                ("list of critiques", f"{file}/critiques/"),
                ("critique read", f"/assessments/critiques/{mine}/"),
                ("critique read", f"/assessments/critiques/{self.cell.report}/"),
                ("other page", f"{file}/people/"),
                ("other page", f"{file}/history/"),
                ("other page", "/assessments/guides/secretary/"),
                ("other page", "/assessments/my/reminders/"),
            )
        )
        self.browser.page(kind, path)
        self._pause(READING)

    # --- writing

    def _finish(self, review: int) -> None:
        """Write what is missing, submit; the page leads on to the next critique."""
        page = self._open(review)
        for name in self._blank(page):
            self._write_section(review, page, name)
        if page.chosen.get("self_grade") is None:
            page.chosen["self_grade"] = "good"
            self._rest(QUIET)
            self._autosave(review, page)
        if self.dice.random() < SAVES_BY_HAND:
            page = self._save_by_hand(review, page)
        self._submit(review, page)
        self.left.remove(review)

    def _mend(self, review: int) -> None:
        """Take a submitted critique back, add a sentence, submit it again."""
        read = self.browser.page("critique read", f"/assessments/critiques/{review}/")
        self._pause(READING)
        values = self.ledger.newest(review).values
        path = f"/assessments/critiques/{review}/withdraw/"
        self._done(self.browser.send("take back", path, self._revision(read)), f"taking back critique {review}")
        self.ledger.note(review, State(read.revision + 1, values, False), self.name, "critique.withdrawn")
        page = self._open(review)
        self._burst(review, page, self.dice.choice(list(page.texts)))
        self._submit(review, page)

    def _write_together(self) -> None:
        """A sentence or two in the committee's report; where a colleague saved first, the page is opened again."""
        review = self.cell.report
        page = self._open(review)
        for _number in range(self.dice.randint(1, 3)):
            try:
                self._burst(review, page, self.dice.choice(list(page.texts)))
            except Overtaken:
                self._pause(READING)
                page = self._open(review)

    def _open(self, review: int) -> Page:
        page = self.browser.page("critique to write", self._path(review))
        if "revision" not in page.hidden or "writer" not in page.hidden:
            raise Broken(f"critique {review} is not there to be written")
        self.ledger.opened(review, self._state(page, page.revision), self.name)
        self._pause(READING)
        return page

    @staticmethod
    def _path(review: int) -> str:
        return f"/assessments/critiques/{review}/edit/"

    @staticmethod
    def _blank(page: Page) -> list[str]:
        """Sections without text, or without the level they offer."""
        return [
            name
            for name, text in page.texts.items()
            if not text or ((level := name.replace("text_", "level_")) in page.choices and level not in page.chosen)
        ]

    def _write_section(self, review: int, page: Page, name: str) -> None:
        for _number in range(self.dice.randint(1, 3)):
            self._burst(review, page, name)
        level = name.replace("text_", "level_")
        if level in page.choices and level not in page.chosen:
            page.chosen[level] = self.dice.choice(LEVELS)
            self._rest(QUIET)
            self._autosave(review, page)

    def _burst(self, review: int, page: Page, name: str) -> None:
        """Type, or paste; the page saves by itself; think."""
        if self.dice.random() < PASTED:
            text, seconds = paragraph(self.dice, 2, 4), self.dice.uniform(2, 5)
        else:
            text = sentence(self.dice)
            seconds = len(text) / SIGNS_A_SECOND
        before = page.texts[name]
        lead = f"{before}\n" if before else ""
        if seconds > LONGEST:
            part = text[: int(LONGEST * SIGNS_A_SECOND)].rstrip()
            self._rest(LONGEST)
            page.texts[name] = lead + part
            self._autosave(review, page)
            seconds -= LONGEST
        self._rest(seconds + QUIET)
        page.texts[name] = lead + text
        self._autosave(review, page)
        self._pause(THINKING)

    def _autosave(self, review: int, page: Page) -> None:
        based = page.revision
        path = f"/assessments/critiques/{review}/autosave/"
        answer = self.browser.script("autosave", "POST", path, self._fields(page))
        if answer.status == 409 and review == self.cell.report:
            self.ledger.note_overtaken(review, based, self.name)
            raise Overtaken
        if answer.status != 200:
            raise Broken(f"autosave of critique {review} was answered {answer.status} {answer.text[:200]}")
        revision = json.loads(answer.text)["revision"]
        if revision != based + 1:
            raise Broken(f"autosave of critique {review} on revision {based} was answered revision {revision}")
        self.ledger.note(review, self._state(page, revision), self.name)
        page.hidden["revision"] = str(revision)

    def _save_by_hand(self, review: int, page: Page) -> Page:
        fields = [*self._fields(page), ("action", "save")]
        answer = self.browser.send("save draft", self._path(review), fields)
        self._done(answer, f"saving critique {review}")
        self.ledger.note(review, self._state(page, page.revision + 1), self.name, "critique.saved")
        return self._open(review)

    def _submit(self, review: int, page: Page) -> None:
        fields = [*self._fields(page), ("action", "submit")]
        answer = self.browser.send("submit a critique", self._path(review), fields)
        self._done(answer, f"submitting critique {review}")
        state = self._state(page, page.revision + 1)
        self.ledger.note(review, State(state.revision, state.values, True), self.name, "critique.submitted")
        if review not in self.done:
            self.done.append(review)
        self.cell.owed.discard(review)
        self.browser.page("critique to write" if "/edit/" in answer.location else "list of critiques", answer.location)
        self._pause(READING)

    @staticmethod
    def _fields(page: Page) -> list[tuple[str, str]]:
        hidden = [(name, page.hidden[name]) for name in ("revision", "writer")]
        return [*page.texts.items(), *page.chosen.items(), *hidden]

    @staticmethod
    def _state(page: Page, revision: int) -> State:
        return State(revision, {name: value for name, value in {**page.texts, **page.chosen}.items() if value}, False)

    # --- the meeting, and the file

    def _hold_meeting(self) -> None:
        file = f"/assessments/files/{self.cell.file}"
        page = self.browser.page("other page", f"{file}/people/")
        self._pause(READING)
        self._done(
            self.browser.send("list, meeting, ballots", f"{file}/people/", self._revision(page)), "the list of people"
        )
        self.ledger.note_file(self.cell.file, "people", True, "file.roster_confirmed")
        page = self.browser.page("other page", f"{file}/meeting/")
        self._rest(20)
        voters = self.cell.people
        place = f"Nhà văn hóa {self.cell.code}"
        ballots = [(f"ballots_{name}", str(voters)) for name in ("issued", "collected", "valid")]
        fields = [
            *self._revision(page),
            ("held_on", time.strftime("%d/%m/%Y", self._here())),
            ("place", place),
            *ballots,
        ]
        self._done(self.browser.send("list, meeting, ballots", f"{file}/meeting/", fields), "the meeting")
        self.ledger.note_file(self.cell.file, "meeting", (place, voters), "meeting.saved")
        page = self.browser.page("other page", f"{file}/attendance/")
        self._rest(15)
        fields = [*self._revision(page), *(("listed", one) for one in page.listed), ("all", "1")]
        self._done(self.browser.send("list, meeting, ballots", f"{file}/attendance/", fields), "attendance")
        self.ledger.note_file(self.cell.file, "attendance", sorted(map(int, page.listed)), "attendance.saved")
        self._type_ballots(file, voters)

    @staticmethod
    def _here() -> time.struct_time:
        """The ward's clock."""
        return time.gmtime(time.time() + 7 * 3600)

    def _type_ballots(self, file: str, voters: int) -> None:
        """Row by row; the page asks for each row that adds up what it carries."""
        page = self.browser.page("other page", f"{file}/ballots/")
        rows = [int(row) for row in _ROW.findall(page.html)]
        fields = self._revision(page)
        for row in rows:
            counts = {"excellent": 0, "good": voters, "fulfilled": 0, "unfulfilled": 0}
            fields += [(f"row_{row}_{name}", str(count)) for name, count in counts.items()]
            self._rest(2.5)
            query = "&".join(f"{name}={count}" for name, count in counts.items())
            told = self.browser.script("grade of a row", "GET", f"{file}/ballots/preview/?valid={voters}&{query}")
            if told.status != 200 or json.loads(told.text)["grade"] != "good":
                raise Broken(f"the grade of a row was answered {told.status} {told.text[:100]}")
        self._done(self.browser.send("list, meeting, ballots", f"{file}/ballots/", fields), "the ballots")
        self.ledger.note_file(self.cell.file, "ballots", dict.fromkeys(sorted(rows), (0, voters)), "ballots.saved")

    def _send_file(self) -> None:
        file = f"/assessments/files/{self.cell.file}"
        page = self.browser.page("check before sending", f"{file}/check/")
        self._pause(READING)
        self._done(self.browser.send("send the file", f"{file}/submit/", self._revision(page)), "sending the file")
        self.ledger.note_file(self.cell.file, "sent", True, "file.submit")
        self.sent = True
        self.browser.page("home", f"{file}/home/")

    @staticmethod
    def _revision(page: Page) -> list[tuple[str, str]]:
        return [("revision", page.hidden["revision"])]

    @staticmethod
    def _done(answer, what: str) -> None:
        """A form that was taken leads on; a page that comes back says what is wrong."""
        if answer.status != 302:
            said = _REFUSED.search(answer.text)
            words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said.group() if said else ""))
            raise Broken(f"{what} was refused: {words[:300]}")

    # --- time

    def _pause(self, pace: tuple[float, float, float]) -> None:
        median, spread, longest = pace
        self.sleep(min(longest, median * self.dice.lognormvariate(0, spread)))

    def _rest(self, seconds: float) -> None:
        """Working in the page: it prolongs the session now and then."""
        self.sleep(seconds)
        if time.monotonic() - self.prolonged > PROLONG:
            self.prolonged = time.monotonic()
            told = self.browser.script("prolong the session", "POST", "/session/")
            if told.status != 200:
                raise Broken(f"prolonging the session was answered {told.status}")
