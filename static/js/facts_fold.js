/* The facts of a cell on a phone: a person's row is folded to the name and how much is recorded, and opens by its button.
   Without a script, and on a wide screen, every row stands open. */
(() => {
  "use strict";
  const table = document.getElementById("facts");
  if (!table) return;
  const narrow = window.matchMedia("(max-width: 48rem)");
  const rows = [...table.querySelectorAll("tbody tr")];

  function told(row) {
    const typed = [...row.querySelectorAll("td input, td select")];
    const count = typed.length
      ? typed.filter((one) => one.value.trim()).length
      : [...row.querySelectorAll("td")].filter((one) => !["", "–"].includes(one.textContent.trim())).length;
    return count ? table.dataset.recorded.replace("{count}", count) : table.dataset.nothing;
  }

  function fold(row, folded) {
    row.classList.toggle("is-folded", folded);
    const button = row.querySelector(".facts-toggle");
    button.setAttribute("aria-expanded", String(!folded));
    button.querySelector(".facts-count").textContent = `(${told(row)})`;
  }

  /** What a link points into, or holds a fault, is never folded away. */
  function follow() {
    const target = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const row = target && target.closest("#facts tbody tr");
    if (row) fold(row, false);
    return target;
  }

  function arrange() {
    rows.forEach((row) => {
      row.querySelector(".facts-toggle").hidden = !narrow.matches;
      fold(row, narrow.matches && !row.hasAttribute("data-open") && !row.classList.contains("was-opened"));
    });
    follow();
  }

  rows.forEach((row) => row.querySelector(".facts-toggle").addEventListener("click", () => {
    row.classList.add("was-opened");
    fold(row, !row.classList.contains("is-folded"));
  }));
  window.addEventListener("hashchange", () => follow()?.scrollIntoView());
  // Typed text that comes back after the session had ended is shown, not folded.
  table.addEventListener("input", (event) => {
    const row = event.target.closest("tbody tr");
    if (row && row.classList.contains("is-folded")) fold(row, false);
  });
  narrow.addEventListener("change", arrange);
  arrange();
})();
