/* What is typed into a form marked data-keep is not lost: leaving it is warned of, and where a save ran into the end of
   the session it is kept in this tab alone, over the sign-in, and put back into the same form of the same account. */
(() => {
  const PREFIX = "typed:";
  const form = document.querySelector("form[data-keep]");
  let store;
  try {
    store = window.sessionStorage;
  } catch {
    return;
  }
  const kept = Object.keys(store).filter((key) => key.startsWith(PREFIX));

  if (document.querySelector("[data-detour]")) {
    kept.forEach((key) => store.setItem(key, JSON.stringify({ ...JSON.parse(store.getItem(key)), detour: true })));
    return;
  }
  // Any other page is the portal's own answer: what it answered to need not be kept any longer.
  kept.filter((key) => !JSON.parse(store.getItem(key)).detour).forEach((key) => store.removeItem(key));
  if (!form) return;

  const own = `${PREFIX}${form.dataset.keep}:${window.location.pathname}`;
  let changed = Boolean(document.querySelector(".error-summary, .stale"));
  let sending = false;

  const putBack = (values) => {
    const typed = new Map();
    values.forEach(([name, value]) => typed.set(name, [...(typed.get(name) || []), value]));
    [...form.elements].filter((field) => field.name && typed.has(field.name)).forEach((field) => {
      if (field.type === "radio" || field.type === "checkbox") field.checked = typed.get(field.name).includes(field.value);
      else field.value = typed.get(field.name)[0];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };

  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target !== form) return;
    sending = true;
    const values = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    try {
      store.setItem(own, JSON.stringify({ values }));
    } catch {
      // A full store keeps nothing; the save itself goes on.
    }
  });
  window.addEventListener("pageshow", () => { sending = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sending) event.preventDefault();
  });

  const found = store.getItem(own);
  if (!found) return;
  store.removeItem(own);
  putBack(JSON.parse(found).values);
  const notice = document.createElement("p");
  notice.className = "note note-warning";
  notice.id = "typed-notice";
  notice.tabIndex = -1;
  notice.textContent = form.dataset.kept;
  form.before(notice);
  notice.focus();
})();
