/* The session's end is seen coming: some minutes before, a strip says how long is left. Whoever works here – types, clicks –
   prolongs it; a page that only lies open does not. At the end what is typed is kept (typed.js) and the page leads to the
   sign-in, which leads back. */
(() => {
  "use strict";
  const strip = document.getElementById("session-end");
  if (!strip) return;
  const said = strip.dataset;
  const line = strip.querySelector("[data-said]");
  const goOn = strip.querySelector("[data-go-on]");
  const again = strip.querySelector("[data-again]");
  const IDLE = Number(said.idle);
  const WARN = Math.min(300, IDLE / 3); // seconds before the end
  const WORK_EVERY = Math.min(60, IDLE / 6) * 1000;

  let worked = false;
  let unsentElsewhere = false; // typed into a form that nobody keeps
  let ends = 0; // as the portal said last; only its answers count, several tabs may be at work
  let timer = 0;
  let over = false;

  const here = () => window.location.pathname + window.location.search;
  const signIn = () => `${said.signIn}?next=${encodeURIComponent(here())}`;

  async function ask(prolong) {
    const token = document.cookie.match(/(?:^|; )__Host-csrftoken=([^;]+)/) || document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    const answer = await fetch(said.address, {
      method: prolong ? "POST" : "GET",
      credentials: "same-origin",
      cache: "no-store",
      headers: prolong
        ? { "X-CSRFToken": token ? token[1] : "", Accept: "application/json" }
        : { "X-Passive": "1", Accept: "application/json" },
    });
    if (answer.status === 401) return 0;
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).seconds;
  }

  const inWords = (seconds) => (seconds >= 90
    ? said.wordsMinutes.replace("{count}", String(Math.round(seconds / 60)))
    : said.wordsSeconds.replace("{count}", String(seconds)));

  function show(seconds) {
    const words = said.wordsLeft.replace("{left}", inWords(seconds));
    if (line.textContent !== words) line.textContent = words;
    strip.hidden = false;
  }

  async function end() {
    over = true;
    clearTimeout(timer);
    const typing = window.typing;
    const kept = !typing || !typing.isUnsaved() || (await typing.keepNow());
    if (kept && !unsentElsewhere) {
      if (typing) typing.letLeave();
      window.location.assign(signIn());
      return;
    }
    line.textContent = said.wordsOver;
    goOn.hidden = true;
    again.hidden = false;
    again.href = signIn();
    again.target = "_blank";
    strip.hidden = false;
  }

  /** Asks how long is left, and comes again in time. */
  async function look(prolong = false) {
    clearTimeout(timer);
    if (over) return;
    let seconds;
    try {
      seconds = await ask(prolong);
    } catch {
      timer = setTimeout(look, 30000); // no connection: the portal cannot be asked, and nothing can be lost there
      return;
    }
    if (seconds <= 0) {
      end();
      return;
    }
    ends = Date.now() + seconds * 1000;
    if (seconds > WARN) {
      strip.hidden = true;
      timer = setTimeout(look, (seconds - WARN) * 1000 + 500);
    } else {
      show(seconds);
      timer = setTimeout(look, Math.min(seconds, seconds > 90 ? 30 : 10) * 1000 + 500);
    }
  }

  function work(event) {
    worked = true;
    const form = event.type === "input" && event.target.form;
    if (form && form.method === "post" && !form.hasAttribute("data-keep")) unsentElsewhere = true;
  }

  ["input", "keydown", "pointerdown"].forEach((kind) => document.addEventListener(kind, work, { passive: true }));
  document.addEventListener("submit", () => { unsentElsewhere = false; });
  goOn.addEventListener("click", () => look(true));
  setInterval(() => {
    if (!worked || over) return;
    worked = false;
    look(true);
  }, WORK_EVERY);
  // A lid that was closed: time has passed, the timers have not.
  document.addEventListener("visibilitychange", () => !document.hidden && Date.now() > ends - WARN * 1000 && look());
  ends = Date.now() + IDLE * 1000;
  timer = setTimeout(look, Math.max(1, IDLE - WARN - 60) * 1000);
})();
