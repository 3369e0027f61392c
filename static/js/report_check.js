// The chosen file stays chosen while it is checked, so that it can be received afterwards; a file may be dropped.
// Without this script the same form works, and the file is chosen again to be received.
(function () {
  "use strict";

  const form = document.getElementById("check-form");
  if (!form || !window.fetch || !window.DataTransfer) return;
  const file = document.getElementById("id_file");
  const field = form.querySelector(".drop-field");

  function replace(answer, id) {
    const there = answer.getElementById(id);
    const here = document.getElementById(id);
    if (there && here) here.replaceWith(document.importNode(there, true));
  }

  function show(text) {
    const answer = new DOMParser().parseFromString(text, "text/html");
    if (!answer.getElementById("check-form")) return false;
    replace(answer, "check-result");
    replace(answer, "check-receive");
    const first = document.getElementById("error-summary") || document.getElementById("check-answer");
    if (first) first.focus();
    return true;
  }

  function check(event) {
    const button = event.submitter;
    if ((button && button.hasAttribute("formaction")) || !file.files.length) return;
    event.preventDefault();
    form.setAttribute("aria-busy", "true");
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (text) {
        if (!show(text)) throw new Error("another page");
      })
      .catch(function () {
        form.submit(); // the browser shows what came, a sign-in page for instance
      })
      .finally(function () {
        form.removeAttribute("aria-busy");
        delete form.dataset.sentAt;
      });
  }

  function over(event) {
    event.preventDefault();
    field.classList.toggle("is-over", event.type === "dragover");
  }

  function drop(event) {
    over(event);
    if (event.dataTransfer && event.dataTransfer.files.length) file.files = event.dataTransfer.files;
  }

  form.addEventListener("submit", check);
  field.addEventListener("dragover", over);
  field.addEventListener("dragleave", over);
  field.addEventListener("drop", drop);
})();
