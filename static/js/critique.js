/* The self-critique: says when something is not saved yet, keeps it when there is no connection. */
(() => {
  const form = document.getElementById("critique");
  const state = document.getElementById("save-state");
  if (!form || !state) return;
  const saved = state.textContent;
  let changed = Boolean(document.querySelector(".error-summary, .stale"));

  const show = (words, unsaved) => {
    state.textContent = words;
    state.classList.toggle("is-unsaved", unsaved);
  };
  if (changed) show(form.dataset.unsaved, true);

  form.addEventListener("input", () => {
    changed = true;
    show(navigator.onLine ? form.dataset.unsaved : form.dataset.offline, true);
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      show(form.dataset.offline, true);
    }
  });
  window.addEventListener("offline", () => changed && show(form.dataset.offline, true));
  window.addEventListener("online", () => show(changed ? form.dataset.unsaved : saved, changed));
})();
