/* What is typed into a form marked data-keep is not lost: it is kept on this device, encrypted (device_store.js), until the
   portal has confirmed that it is saved or the account signs out; leaving the page unsaved is warned of.
   `window.typing` is what autosave.js needs to know of it. */
(() => {
  "use strict";
  const store = window.deviceStore;
  const PAUSE = 400;
  let signingOut = "";

  store.eraseAnswered();
  store.sweep();
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.dataset.typingTag) signingOut = event.target.dataset.typingTag;
  });
  document.addEventListener("input", () => { signingOut = ""; });
  // Not before the page is really left: somebody warned of unsent text may stay.
  window.addEventListener("pagehide", () => signingOut && store.eraseAll(signingOut));

  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const said = form.dataset;
  const name = said.keep;

  const isTyped = (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);
  const fields = () => {
    const typed = new Set([...form.elements].filter(isTyped).map((field) => field.name));
    return [...new FormData(form)].filter(([one, value]) => typed.has(one) && typeof value === "string");
  };
  /** One text for everything that says the same once tidied and saved. */
  const canonical = (values) => JSON.stringify(
    values.map(([one, value]) => [one, window.tidyText(value)]).filter(([, value]) => value !== "").sort(),
  );

  let confirmed = null; // what the portal holds, as far as this page knows
  let doubtful = null; // sent, and never answered: the portal may hold it
  let waiting = null; // another text found on the device, whose fate has not been chosen
  let touched = false;
  let sending = false;
  let mayLeave = false;
  let erasedElsewhere = false;
  let timer = 0;

  const now = () => canonical(fields());
  const isUnsaved = () => touched && now() !== confirmed;

  function keepNow() {
    clearTimeout(timer);
    if (!store.possible || signingOut) return Promise.resolve(false);
    if (!isUnsaved() && !waiting) {
      store.erase(name);
      return Promise.resolve(true);
    }
    const record = isUnsaved()
      ? { at: Date.now(), values: fields(), bases: [confirmed, doubtful].filter(Boolean), waiting }
      : waiting;
    return store.keep(said.keepKey, name, record);
  }
  function touch() {
    touched = true;
    erasedElsewhere = false;
    clearTimeout(timer);
    timer = setTimeout(keepNow, PAUSE);
  }

  function putBack(values) {
    const typed = new Map();
    values.forEach(([one, value]) => typed.set(one, [...(typed.get(one) || []), value]));
    [...form.elements].filter(isTyped).forEach((field) => {
      const given = typed.get(field.name);
      const ticks = field.type === "radio" || field.type === "checkbox";
      const before = ticks ? field.checked : field.value;
      if (ticks) field.checked = Boolean(given && given.includes(field.value));
      else if (given && given.length) field.value = given.shift();
      if ((ticks ? field.checked : field.value) !== before) field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

  function notice(...children) {
    document.getElementById("typed-notice")?.remove();
    const box = element("div", "", { className: "note note-warning", id: "typed-notice", tabIndex: -1 });
    box.append(...children);
    form.before(box);
    box.focus();
    return box;
  }

  const words = (field) => (field.labels && field.labels[0] ? field.labels[0].textContent : "").trim();
  function labelOf(one) {
    const field = [...form.elements].find((each) => each.name === one);
    if (!field) return one;
    if (field.type !== "radio" && field.type !== "checkbox") return words(field) || field.getAttribute("aria-label") || one;
    const group = field.closest("[role=radiogroup], fieldset");
    return (group && (group.getAttribute("aria-label") || group.querySelector("legend")?.textContent.trim())) || words(field);
  }
  function shown(values, one) {
    const given = values.filter(([each]) => each === one).map(([, value]) => value);
    const fieldsOf = [...form.elements].filter((each) => each.name === one);
    return given.map((value) => {
      const chosen = fieldsOf.find((each) => each.value === value && (each.type === "radio" || each.type === "checkbox"));
      const option = fieldsOf.find((each) => each.options)?.querySelector(`option[value="${CSS.escape(value)}"]`);
      return chosen ? words(chosen) : option ? option.textContent : value;
    }).join("\n") || "–";
  }
  function differences(theirs, mine) {
    const table = element("table", "", { className: "table compare" });
    const head = table.createTHead().insertRow();
    [said.keptWhere, said.keptTheirs, said.keptYours].forEach((text) => head.append(element("th", text, { scope: "col" })));
    const body = table.createTBody();
    new Set([...theirs, ...mine].map(([one]) => one)).forEach((one) => {
      const [left, right] = [shown(theirs, one), shown(mine, one)];
      if (window.tidyText(left) === window.tidyText(right)) return;
      const row = body.insertRow();
      row.append(element("th", labelOf(one), { scope: "row" }));
      [[left, said.keptTheirs], [right, said.keptYours]].forEach(([text, label]) => {
        const cell = element("td", text, { className: "as-typed" });
        cell.dataset.label = label;
        row.append(cell);
      });
    });
    const region = element("div", "", { className: "table-region", tabIndex: 0 });
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", said.keptChanged);
    region.append(table);
    return region;
  }

  function moment(at) {
    const pad = (number) => String(number).padStart(2, "0");
    const day = new Date(at);
    return `${pad(day.getHours())}:${pad(day.getMinutes())} ${pad(day.getDate())}/${pad(day.getMonth() + 1)}/${day.getFullYear()}`;
  }
  const typedAt = (record) => element("p", said.keptAt.replace("{at}", moment(record.at)));

  function offerChoice(record) {
    waiting = record;
    const take = element("button", said.keptTake, { type: "button", className: "btn btn-primary" });
    const drop = element("button", said.keptDrop, { type: "button", className: "btn btn-secondary" });
    const actions = element("div", "", { className: "actions" });
    actions.append(take, drop);
    const box = notice(typedAt(record), element("p", said.keptChanged), differences(fields(), record.values), actions);
    const choose = (taken) => {
      waiting = null;
      box.remove();
      if (taken) putBack(record.values);
      keepNow();
      form.querySelector("textarea, input:not([type=hidden])")?.focus();
    };
    take.addEventListener("click", () => choose(true));
    drop.addEventListener("click", () => choose(false));
  }

  async function bringBack() {
    const record = await store.read(said.keepKey, name);
    if (!record) return;
    const page = now();
    if (canonical(record.values) === page) {
      if (record.waiting) offerChoice(record.waiting);
      else if (!touched) store.erase(name);
    } else if (!touched && record.bases.includes(page)) {
      putBack(record.values);
      notice(typedAt(record), element("p", said.kept));
      if (record.waiting) offerChoice(record.waiting);
    } else offerChoice(record);
  }

  function begin() {
    store.prepare(said.keepKey, name);
    // A page that came back with errors shows what was typed, not what is saved.
    touched = Boolean(document.querySelector(".error-summary, .stale"));
    confirmed = touched ? null : now();
    if (!store.possible) {
      if (!said.autosave) form.append(element("p", said.keptNever, { className: "hint", id: "typed-never" }));
    } else if (touched) keepNow();
    else bringBack();
  }

  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target !== form) return;
    sending = true;
    form.querySelector("input[name=typing_name]")?.remove();
    if (!waiting) form.append(element("input", "", { type: "hidden", name: "typing_name", value: name }));
    keepNow();
  });
  window.addEventListener("pageshow", () => {
    sending = false;
    form.querySelector("input[name=typing_name]")?.remove();
  });
  // What is being sent was kept when it was sent: kept again while the page goes, it could outlive its answer.
  const keepOnLeaving = () => touched && !erasedElsewhere && !sending && keepNow();
  document.addEventListener("visibilitychange", () => document.hidden && keepOnLeaving());
  window.addEventListener("pagehide", keepOnLeaving);
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved() && !sending && !mayLeave) event.preventDefault();
  });
  // Erased in another tab: saved there, or signed out. Nothing is kept again before something is typed again.
  window.addEventListener("storage", (event) => {
    if (event.key !== store.PREFIX + name || event.newValue !== null) return;
    erasedElsewhere = true;
    clearTimeout(timer);
  });
  document.addEventListener("DOMContentLoaded", begin);

  window.typing = {
    form,
    fields,
    canonical,
    isUnsaved,
    keepNow,
    isSending: () => sending,
    doubt: (mark) => { doubtful = mark; },
    confirm: (mark) => {
      confirmed = mark;
      doubtful = null;
      if (now() === mark) touched = false;
      keepNow();
    },
    letLeave: () => { mayLeave = true; },
  };
})();
