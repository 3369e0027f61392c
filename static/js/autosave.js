/* Saves what is typed into a form marked data-autosave by itself and says in the state line where it stands. What cannot
   be sent stays on the device (typed.js). Without a script, or where sending fails for good, the save button remains. */
(() => {
  "use strict";
  const typing = window.typing;
  if (!typing || !typing.form.dataset.autosave) return;
  const { form } = typing;
  const said = form.dataset;
  const line = document.getElementById("save-state");
  const told = document.getElementById("save-told");
  const revision = form.elements.namedItem("revision");
  const possible = window.deviceStore.possible;
  const QUIET = 2000; // after the last key
  const LONGEST = 15000; // while somebody types without a rest
  const RETRIES = [5000, 10000, 20000, 30000];
  const PATIENCE = 20000;
  const KEEPALIVE_MOST = 60000; // bytes: browsers refuse more of a page that is being left

  let timer = 0;
  let since = 0; // when the oldest unsent change was typed
  let flight = null; // the request on its way
  let unanswered = null; // its fields, if it was never answered: sent again before anything newer
  let failures = 0;
  let trouble = "";
  let over = false; // a person has to decide: nothing is sent by itself any more
  let passing = false; // a submit that may go on now
  let holding = false; // a submit that waits for the request on its way

  function show(words, { unsaved = true, kind = "", link = "" } = {}) {
    line.textContent = words;
    line.classList.toggle("is-unsaved", unsaved);
    if (link) {
      const way = Object.assign(document.createElement("a"), { href: said.signInUrl, textContent: link });
      if (!possible) way.target = "_blank";
      way.addEventListener("click", leaveToSignIn);
      line.append(" ", way);
    }
    // For the ear: trouble, and its end; not every save.
    if (kind !== trouble) told.textContent = line.textContent;
    trouble = kind;
  }
  async function leaveToSignIn(event) {
    if (!possible) return; // opened in another tab: this page stays as it is
    event.preventDefault();
    await typing.keepNow();
    typing.letLeave();
    window.location.assign(said.signInUrl);
  }
  const showOffline = () => show(possible ? said.wordsOffline : said.wordsOfflineBare, { kind: "offline" });

  function schedule(pause) {
    clearTimeout(timer);
    if (over) return;
    const left = since ? since + LONGEST - Date.now() : pause;
    timer = setTimeout(() => send(), Math.max(0, Math.min(pause, Math.max(left, 200))));
  }
  function retryLater() {
    clearTimeout(timer);
    timer = setTimeout(() => send(), RETRIES[Math.min(failures, RETRIES.length - 1)]);
    failures += 1;
  }

  function newestToken() {
    const newest = document.cookie.match(/(?:^|; )__Host-csrftoken=([^;]+)/) || document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return newest ? newest[1] : form.elements.namedItem("csrfmiddlewaretoken").value;
  }

  /** Sends what is typed; resolves when it is answered or lost. One request at a time. */
  function send({ leaving = false } = {}) {
    clearTimeout(timer);
    if (flight) return flight;
    if (over || !typing.isUnsaved()) return Promise.resolve();
    if (!navigator.onLine) {
      showOffline();
      return Promise.resolve();
    }
    flight = post(leaving).finally(() => { flight = null; });
    return flight;
  }

  async function post(leaving) {
    const values = unanswered || typing.fields();
    const mark = typing.canonical(values);
    const body = new FormData();
    values.forEach(([name, value]) => body.append(name, value));
    ["revision", "writer"].forEach((name) => body.append(name, form.elements.namedItem(name).value));
    const bytes = values.reduce((sum, [name, value]) => sum + 3 * value.length + name.length + 100, 0);
    unanswered = values;
    typing.doubt(mark);
    since = 0;
    if (!trouble) show(said.wordsSaving);
    const patience = new AbortController();
    const clock = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(said.autosave, {
        method: "POST",
        body,
        credentials: "same-origin",
        redirect: "manual",
        keepalive: leaving && bytes < KEEPALIVE_MOST,
        headers: { "X-CSRFToken": newestToken(), Accept: "application/json" },
        signal: patience.signal,
      });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      answered(answer.status, isJson ? await answer.json() : null, mark);
    } catch {
      showOffline();
      retryLater();
    } finally {
      clearTimeout(clock);
    }
  }

  function answered(status, json, mark) {
    if (status === 200 && json) {
      unanswered = null;
      failures = 0;
      revision.value = json.revision;
      typing.confirm(mark);
      if (!typing.isUnsaved()) show(json.words, { unsaved: false });
      else {
        show(said.wordsUnsaved);
        schedule(QUIET / 2);
      }
    } else if (status === 401 || (status === 0 && !json)) {
      unanswered = null;
      show(possible ? said.wordsSignedOut : said.wordsSignedOutBare, { kind: "signed-out", link: said.signIn });
    } else if (status === 422 && json) {
      unanswered = null;
      show(json.words, { kind: "refused" });
    } else if (json) {
      // Another hand saved first, another account is signed in, the file has been sent: a person decides.
      unanswered = null;
      over = true;
      show(json.words, { kind: `over ${status}` });
    } else {
      show(said.wordsFailed, { kind: "failed" });
      retryLater();
    }
  }

  function changed() {
    if (over) return;
    since ||= Date.now();
    if (!navigator.onLine) showOffline();
    else if (!flight && (!trouble || trouble === "offline")) show(said.wordsUnsaved);
    schedule(QUIET);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", (event) => {
    if (!event.relatedTarget || event.relatedTarget.type !== "submit") schedule(300);
  });
  document.addEventListener("visibilitychange", () => send({ leaving: document.hidden }));
  window.addEventListener("pagehide", () => typing.isSending() || send({ leaving: true }));
  window.addEventListener("focus", () => trouble && send());
  window.addEventListener("offline", () => typing.isUnsaved() && !over && showOffline());
  window.addEventListener("online", () => {
    failures = 0;
    if (typing.isUnsaved() && !over) send();
  });

  // The save button waits for the request on its way, so that it rests on the newest revision; signing out sends first.
  document.addEventListener("submit", async (event) => {
    const own = event.target === form;
    const out = Boolean(event.target.dataset.typingTag) && typing.isUnsaved();
    if (passing || !(own || out)) return;
    if (own && !navigator.onLine) {
      event.preventDefault();
      showOffline();
      return;
    }
    clearTimeout(timer);
    // Where nothing can be kept on the device, a form is not sent into the end of a session.
    if (own && !flight && (possible || !typing.isUnsaved() || over)) return;
    event.preventDefault();
    if (holding) return;
    holding = true;
    const { submitter, target } = event;
    await send();
    holding = false;
    clearTimeout(timer);
    if (own && !possible && trouble === "signed-out") return;
    passing = true;
    target.requestSubmit(submitter);
    passing = false;
  }, true);

  document.addEventListener("DOMContentLoaded", () => {
    const stale = document.getElementById("stale");
    over = Boolean(stale); // theirs lies beside yours: saving is a decision
    if (typing.isUnsaved()) {
      show(said.wordsUnsaved);
      schedule(QUIET);
    } else if (!possible) show(`${line.textContent}. ${said.keptNever}`, { unsaved: false });
  });
})();
