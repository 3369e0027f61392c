/* Passkeys: the browser is asked for its answer before a form marked data-passkey ("use" or "make") is sent. Where browser or
   address cannot do it, the form gives way to words; every page has another way beside it. */
(() => {
  "use strict";
  const toBytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (character) => character.charCodeAt(0));
  };
  const toText = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const described = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  async function question(form) {
    const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
    const newest = document.cookie.match(/(?:^|; )__Host-csrftoken=([^;]+)/) || document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    const answer = await fetch(form.dataset.passkeyQuestion, {
      method: "POST",
      credentials: "same-origin",
      redirect: "error",
      headers: { "X-CSRFToken": newest ? newest[1] : token, Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async function make(asked) {
    const publicKey = {
      ...asked,
      challenge: toBytes(asked.challenge),
      user: { ...asked.user, id: toBytes(asked.user.id) },
      excludeCredentials: described(asked.excludeCredentials),
    };
    const made = await navigator.credentials.create({ publicKey });
    return {
      id: made.id,
      rawId: toText(made.rawId),
      type: made.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: toText(made.response.clientDataJSON),
        attestationObject: toText(made.response.attestationObject),
        transports: made.response.getTransports ? made.response.getTransports() : [],
      },
    };
  }

  async function use(asked) {
    const publicKey = {
      ...asked,
      challenge: toBytes(asked.challenge),
      allowCredentials: described(asked.allowCredentials),
    };
    const given = await navigator.credentials.get({ publicKey });
    return {
      id: given.id,
      rawId: toText(given.rawId),
      type: given.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: toText(given.response.clientDataJSON),
        authenticatorData: toText(given.response.authenticatorData),
        signature: toText(given.response.signature),
        userHandle: given.response.userHandle ? toText(given.response.userHandle) : null,
      },
    };
  }

  const possible = Boolean(window.isSecureContext && window.PublicKeyCredential && navigator.credentials);

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const own = form.querySelector("[data-passkey-button]"); // a form with another button besides
    const said = form.querySelector("[data-passkey-said]");
    const field = form.elements.namedItem(form.dataset.passkeyField || "passkey");
    if (!possible) {
      if (!own) {
        form.hidden = true;
        const missing = document.querySelector("[data-passkey-missing]");
        if (missing) missing.hidden = false;
      }
      return;
    }
    if (own) own.hidden = false;
    let passing = false;
    let asking = false; // a second click asks nothing: the new question would make the answer to the first one void
    form.addEventListener("submit", async (event) => {
      if (passing) return;
      if (own && event.submitter !== own) {
        field.value = ""; // what a browser may have kept of an earlier answer
        return;
      }
      event.preventDefault();
      if (asking) return;
      asking = true;
      try {
        const asked = await question(form);
        field.value = JSON.stringify(await (form.dataset.passkey === "make" ? make(asked) : use(asked)));
      } catch {
        field.value = "";
        said.textContent = form.dataset.passkeyFailed;
        return;
      } finally {
        asking = false;
      }
      passing = true;
      form.requestSubmit(event.submitter);
      passing = false;
    });
  });
})();
