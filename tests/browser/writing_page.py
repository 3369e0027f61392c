"""What the tests of the writing page do in it, and read from the device and the database."""

from django.urls import reverse

from assessments.models import SelfCritique
from tests.browser.leaving import NOW_AND_THEN

SECRET = "Bí mật của đồng chí An"
PASSWORD = "mat-khau-moi-9"
KEPT = "Object.entries(localStorage).filter(([key]) => key.startsWith('typing:'))"


def edit(review):
    return reverse("assessments:critique_edit", args=[review.pk])


def opened(page, review):
    """The page one writes on, in a window whose leaving is not asked about."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(edit(review), wait_until="networkidle")
    return page


def state(page, words, timeout=8000):
    page.wait_for_function(
        "words => new RegExp(words).test(document.getElementById('save-state').textContent)",
        arg=words, polling=NOW_AND_THEN, timeout=timeout,
    )  # fmt: skip
    return page.inner_text("#save-state")


def kept(page):
    return page.evaluate(KEPT)


def type_and_keep(page, text=SECRET, field="#id_text_duties"):
    page.fill(field, text)
    page.wait_for_function(f"() => {KEPT}.length === 1", polling=NOW_AND_THEN)


def without_autosave(page):
    page.context.route("**/autosave/", lambda route: route.abort())


def send_nothing(page):
    """A page's very last request is beyond the reach of `route`."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no network')); }")


def leave_unsent(page):
    """As a lid that is closed: nothing of the page's last moment reaches the portal."""
    send_nothing(page)
    page.goto("about:blank")


def with_password(account):
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(page, account):
    page.fill("#id_username", account.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")


def saved(review):
    critique = SelfCritique.objects.filter(review=review).first()
    return critique.answers.get(section="duties").text if critique else None
