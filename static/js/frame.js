// Focus for the error summary and the stale-save notice; menus that close; the print button; one click sends once.
// Every page works without it.
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

  // A second click while the first is on its way sends nothing. The token is the newest: signing in again in another
  // window, or at another page, does not make this one useless.
  function sendOnce(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (Date.now() - Number(form.dataset.sentAt || 0) < 5000) {
      event.preventDefault();
      return;
    }
    form.dataset.sentAt = String(Date.now());
    const token = form.querySelector("input[name=csrfmiddlewaretoken]");
    const newest = document.cookie.match(/(?:^|; )__Host-csrftoken=([^;]+)/) || document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token && newest) token.value = newest[1];
  }

  function mayBeSentAgain() {
    document.querySelectorAll("form[data-sent-at]").forEach(function (form) {
      delete form.dataset.sentAt;
    });
  }

  document.addEventListener("submit", sendOnce);
  window.addEventListener("pageshow", mayBeSentAgain);
  document.addEventListener("click", followErrorLink);
  document.addEventListener("click", closeMenus);
  document.addEventListener("click", printPage);
  document.addEventListener("keydown", closeMenus);
  focusFirstNotice();
})();
