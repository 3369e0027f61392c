// Focus for the error summary and the stale-save notice; menus that close; the print button. Every page works without it.
(function () {
  "use strict";

  function focusFirstNotice() {
    const notice = document.getElementById("stale") || document.getElementById("error-summary");
    if (!notice) return;
    notice.focus();
    if (notice.dataset.titlePrefix) document.title = notice.dataset.titlePrefix + " " + document.title;
  }

  // A group of radio buttons has no field of its own to land on: go to its first button.
  function followErrorLink(event) {
    const link = event.target.closest(".error-summary a[href^='#']");
    if (!link) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    const field = target.matches("input, select, textarea, button")
      ? target
      : target.querySelector("input:not([type=hidden]), select, textarea, button");
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
    (field || target).focus({ preventScroll: true });
  }

  function closeMenus(event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (event.type === "keydown" && event.key !== "Escape") return;
      if (event.type === "click" && menu.contains(event.target)) return;
      menu.open = false;
      if (event.type === "keydown") menu.querySelector("summary").focus();
    });
  }

  function printPage(event) {
    if (event.target.closest("[data-print]")) window.print();
  }

  document.addEventListener("click", followErrorLink);
  document.addEventListener("click", closeMenus);
  document.addEventListener("click", printPage);
  document.addEventListener("keydown", closeMenus);
  focusFirstNotice();
})();
