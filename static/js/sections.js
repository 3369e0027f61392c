/* The sections of the self-critique: how long and how complete each is while somebody types; on a phone one at a time.
   Without a script everything is one long page, and the style sheet alone follows the links of the list. */
(() => {
  "use strict";
  const form = document.getElementById("critique");
  const list = document.getElementById("section-list");
  if (!form || !list) return;
  const sections = [...form.querySelectorAll("fieldset.section")];
  const toggle = document.getElementById("section-toggle");
  const progress = document.getElementById("section-progress");
  const narrow = window.matchMedia("(max-width: 48rem)");

  function markOf(section) {
    const area = section.querySelector(".section-length")?.dataset.lengthOf;
    const owed = section.hasAttribute("data-owed");
    if (!area) return section.querySelector("#id_self_grade input:checked") ? "done" : "empty";
    const points = [...section.querySelectorAll(".hint-point textarea")];
    if (points.length) return points.every((one) => window.tidyText(one.value)) ? "done" : "empty";
    if (!window.tidyText(document.getElementById(area).value)) return owed ? "empty" : "free";
    const levels = section.querySelector(".levels[data-owed]");
    return levels && !levels.querySelector("input:checked") ? "level" : "done";
  }

  function measure(section) {
    const line = section.querySelector(".section-length");
    if (!line) return;
    const text = window.tidyText(document.getElementById(line.dataset.lengthOf).value);
    const words = text ? text.split(/\s+/).length : 0;
    const characters = [...text].length;
    line.textContent = line.dataset.length.replace("{words}", words).replace("{characters}", characters);
    if (characters > Number(line.dataset.most)) {
      line.append(" · ", Object.assign(document.createElement("strong"), { textContent: line.dataset.tooLong }));
    }
  }

  function refresh(section) {
    measure(section);
    const row = list.querySelector(`[data-section="${section.id}"] .section-mark`);
    const mark = markOf(section);
    if (row.dataset.mark !== mark) {
      row.dataset.mark = mark;
      row.textContent = list.getAttribute(`data-mark-${mark}`);
    }
    const owed = [...list.querySelectorAll("[data-owed] .section-mark")];
    const done = owed.filter((one) => one.dataset.mark === "done");
    progress.textContent = progress.dataset.progress.replace("{done}", done.length).replace("{owed}", owed.length);
  }
  ["input", "change"].forEach((kind) => form.addEventListener(kind, (event) => {
    const section = event.target.closest("fieldset.section");
    if (section) refresh(section);
  }));

  function fold(open) {
    list.classList.toggle("is-open", open);
    toggle.setAttribute("aria-expanded", String(open));
  }
  toggle.addEventListener("click", () => fold(!list.classList.contains("is-open")));

  /** The section of a link's target, put on the screen where one is shown at a time. */
  function turnTo(hash) {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    const section = target && target.closest("fieldset.section");
    if (!section) return null;
    sections.forEach((one) => one.classList.toggle("is-current", one === section));
    return section;
  }
  function follow() {
    const section = turnTo(window.location.hash);
    if (!section || !narrow.matches) return;
    fold(false);
    section.scrollIntoView({ block: "start" });
    section.focus({ preventScroll: true });
  }
  window.addEventListener("hashchange", follow);
  // A link of the error summary leads into a section that may not be on the screen: first turn to it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    if (link) turnTo(link.hash);
  }, true);

  form.classList.add("one-by-one");
  sections.forEach(refresh);
  if (window.location.hash) turnTo(window.location.hash);
})();
