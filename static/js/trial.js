/* A trial while it is typed: a short pause after each choice, the server works out what follows and the parts of the page
   marked data-live are put in place of the former ones. Nothing is saved; the button saves, with or without this. */
(() => {
  const PAUSE = 400;
  const form = document.querySelector("form[data-live-url]");
  if (!form) return;
  const effects = document.querySelector('[data-live="effects"]');
  const said = document.querySelector('[data-live="said"]');
  let pause;
  let asking;

  const show = (parts) => {
    parts.querySelectorAll("[data-live]").forEach((part) => {
      const place = document.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
      if (!place || place.innerHTML === part.innerHTML) return;
      const wasOpen = place.querySelector("details")?.open;
      place.innerHTML = part.innerHTML;
      if (wasOpen) place.querySelector("details")?.setAttribute("open", "");
    });
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    effects.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.liveUrl, { method: "POST", body: new FormData(form), credentials: "same-origin", signal });
      // A sign-in page instead of an answer: the session is over.
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      if (signal.aborted) return;
      said.textContent = form.dataset.liveFailed;
    }
    effects.removeAttribute("aria-busy");
  };

  const soon = () => {
    window.clearTimeout(pause);
    pause = window.setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
})();
