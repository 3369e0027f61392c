"""A person without a mouse: Tab and Shift+Tab, arrows, Enter, Space and letters, and an eye on where the focus is."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.leaving import leaving

#: What a keyboard user sees of the focus: how the element is called, whether its ring shows, what lies over it.
WHERE = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const words = (node) => (node ? node.innerText || node.textContent || "" : "").replace(/\\s+/g, " ").trim();
    const by = (one.getAttribute("aria-labelledby") || "").split(" ").map((id) => words(document.getElementById(id))).join(" ").trim();
    const label = [...(one.labels || [])].map(words).join(" ").trim();
    const name = by || one.getAttribute("aria-label") || label || words(one) || one.value || one.title || "";
    const group = one.type === "radio" ? one.closest("[role=radiogroup], fieldset") : null;
    const style = getComputedStyle(one);
    const place = one.getBoundingClientRect();
    const [left, right] = [Math.max(place.left, 0), Math.min(place.right, innerWidth)];
    const [top, bottom] = [Math.max(place.top, 0), Math.min(place.bottom, innerHeight)];
    let over = "outside the window";
    if (right - left > 0 && bottom - top > 0) {
        const y = top + Math.min(16, (bottom - top) / 2);
        const there = document.elementFromPoint((left + right) / 2, y);
        const mine = there && (one.contains(there) || there.contains(one) || [...(one.labels || [])].some((two) => two.contains(there)));
        over = mine ? "" : `under ${there ? there.className || there.tagName : "nothing"}`;
    }
    return {
        id: one.id, tag: one.tagName.toLowerCase(), type: one.type || "", field: one.name || "", value: one.value || "",
        name: name.slice(0, 200), group: group ? group.getAttribute("aria-label") || words(group.querySelector("legend")) : "",
        checked: Boolean(one.checked),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        over,
    };
}"""


@dataclass(frozen=True)
class Stop:
    """Where the focus stands."""

    id: str
    tag: str
    type: str
    field: str
    value: str
    name: str
    group: str
    checked: bool
    ring: bool
    over: str

    @property
    def trouble(self) -> str:
        """Why somebody looking at the screen would not know where they are."""
        if not self.ring:
            return f"no visible focus on {self.tag} “{self.name}” {self.id}"
        return f"{self.tag} “{self.name}” {self.id}: {self.over}" if self.over else ""


class Keyboard:
    """Everything a person does here is a key; each stop of the focus is looked at, and what is wrong with it kept."""

    MOST_STOPS = 250

    def __init__(self, page: Page) -> None:
        self.page, self.trouble, self.stops = page, [], 0

    @property
    def here(self) -> Stop | None:
        found = self.page.evaluate(WHERE)
        return Stop(**found) if found else None

    def tab(self, key: str = "Tab") -> Stop | None:
        self.page.keyboard.press(key)
        stop = self.here
        self.stops += 1
        if stop and stop.trouble:
            self.trouble.append(f"{self.page.url.split('/', 3)[-1]}: {stop.trouble}")
        return stop

    def to(
        self, name: str = "", *, field: str = "", kind: str = "", exact: bool = False, backwards: bool = False
    ) -> Stop:
        """Tab until the focus stands on what is called so (or on the field of this name)."""
        seen: list[str] = []
        for _stop in range(self.MOST_STOPS):
            stop = self.tab("Shift+Tab" if backwards else "Tab")
            if stop is None:
                seen.append("–")
                if seen.count("–") > 2:
                    break
                continue
            seen.append(stop.name[:40] or stop.field)
            fits = stop.field == field if field else (name == stop.name if exact else name in stop.name)
            if fits and (not kind or kind in (stop.tag, stop.type)):
                return stop
        raise AssertionError(f"{name or field} is not reached by Tab on {self.page.url}; came by {seen}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def enter(self) -> None:
        """Enter on a link or button that leads to another page."""
        with leaving(self.page):
            self.page.keyboard.press("Enter")

    def follow(self, name: str, kind: str = "a", *, exact: bool = False) -> None:
        self.to(name, kind=kind, exact=exact)
        self.enter()

    def push(self, name: str) -> None:
        self.follow(name, kind="button")

    def write(self, text: str, *, name: str = "", field: str = "") -> None:
        """Into a field, in place of what stands in it."""
        self.to(name, field=field)
        self.press("Control+a")
        self.type(text)

    def choose(self, wanted: str) -> None:
        """In the group of radio buttons or the list that has the focus: down with the arrow until it is this one."""
        if self.here.type == "radio" and not self.here.checked:
            self.press("Space")
        for _option in range(12):
            stop = self.here
            if wanted == stop.value and (stop.type != "radio" or stop.checked):
                return
            self.press("ArrowDown")
        raise AssertionError(f"{wanted} is not among the choices of {stop.name}")

    @property
    def main(self) -> str:
        return self.page.inner_text("main")
