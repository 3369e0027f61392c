/* The committee's table: how many "excellent" the choices on the screen make, before they are saved.
   Only a count: the limit is the server's and is worked out again at every save. */
(() => {
  const form = document.getElementById("decision-table");
  if (!form) return;
  const selects = [...form.querySelectorAll("select[data-cell]")];
  const totals = [...document.querySelectorAll("[data-live-total]")];
  const isExcellent = (grade) => (grade === "excellent" ? 1 : 0);
  // An empty row counts with its proposal, as the server counts it.
  const change = (select) =>
    isExcellent(select.value || select.dataset.proposal) - isExcellent(select.dataset.held || select.dataset.proposal);

  const recount = () => {
    totals.forEach((total) => {
      const cell = total.dataset.liveCell;
      const moved = selects
        .filter((select) => cell === undefined || select.dataset.cell === cell)
        .reduce((sum, select) => sum + change(select), 0);
      total.hidden = moved === 0;
      total.querySelector("output").textContent = String(Number(total.dataset.liveTotal) + moved);
    });
  };

  let changed = Boolean(document.querySelector(".error-summary, .stale"));
  form.addEventListener("change", () => {
    changed = true;
    recount();
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  recount();
})();
