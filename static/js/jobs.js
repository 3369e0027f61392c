/* Work in the background while its page is open: asked again every two seconds until nothing is under way. The page
   itself is asked for, so what it shows is what a reload would show; without this the link "See how far it is" does it. */
(() => {
  const PAUSE = 2000;
  const LONGEST = 30000;
  const TOKEN = "input[name=csrfmiddlewaretoken]";
  const list = document.getElementById("jobs");
  const said = document.getElementById("jobs-open");
  const again = document.getElementById("jobs-again");
  if (!list) return;
  let pause = PAUSE;

  const isOpen = () => list.dataset.open !== "0";

  // Somebody who stands on a button stays on it, or comes to the one that took its place in the row.
  const show = (page) => {
    const next = page.getElementById("jobs");
    if (!next) throw new Error("another page");
    // Each answer writes the token in other letters: with the one that is here, the same list is the same text.
    const token = list.querySelector(TOKEN)?.value;
    if (token) next.querySelectorAll(TOKEN).forEach((field) => field.setAttribute("value", token));
    const here = list.contains(document.activeElement) ? document.activeElement.id : "";
    if (next.innerHTML !== list.innerHTML) {
      list.innerHTML = next.innerHTML;
      const number = here.split("-").pop();
      const place = here && (document.getElementById(here) || list.querySelector(`[id$="-${CSS.escape(number)}"]`));
      if (place) place.focus();
    }
    list.dataset.open = next.dataset.open;
    const words = page.getElementById("jobs-open").textContent;
    if (said.textContent !== words) said.textContent = words;
    again.hidden = true;
  };

  const ask = async () => {
    try {
      const answer = await fetch(window.location.href, { credentials: "same-origin", headers: { "X-Passive": "1" } });
      // A sign-in page instead of the list: the session is over, and the link leads there.
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      pause = PAUSE;
    } catch {
      again.hidden = false;
      pause = Math.min(2 * pause, LONGEST);
    }
    if (isOpen()) window.setTimeout(ask, pause);
  };

  if (isOpen()) {
    again.hidden = true;
    window.setTimeout(ask, pause);
  }
})();
