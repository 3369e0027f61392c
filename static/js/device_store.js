/* Typed text on this device: encrypted for its account (AES-GCM), under names that tell neither whose it is nor where it
   was typed. The key comes from the portal while the account is signed in and lives in this page's memory alone.
   `window.deviceStore`: possible, prepare, keep, read, erase, eraseAll, eraseAnswered, sweep. */
window.deviceStore = (() => {
  "use strict";
  const PREFIX = "typing:";
  const DAYS = 30;
  const ANSWERED = "typing_answered";
  let key = null;
  let turn = 0; // grows with each erasing: what was being encrypted before is not written after
  let row = Promise.resolve(); // one after the other, so that an older text never overwrites a newer one

  const local = (() => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  })();
  // Web cryptography exists over https and on the machine itself only.
  const possible = Boolean(local && window.isSecureContext && window.crypto && window.crypto.subtle);

  const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const toBytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const bound = (name) => new TextEncoder().encode(name);

  async function fetchKey(address, name) {
    const answer = await fetch(address, { cache: "no-store", credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error(`no key: ${answer.status}`);
    const given = await answer.json();
    // Somebody else may have signed in since this page was opened: theirs is not the key for this text.
    if (!name.startsWith(`${given.tag}:`)) throw new Error("another account");
    return window.crypto.subtle.importKey("raw", toBytes(given.key), "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  function keyFrom(address, name) {
    if (!key) {
      key = fetchKey(address, name);
      key.catch(() => { key = null; });
    }
    return key;
  }

  /** Asks for the key before it is needed: later there may be no connection, or no session. */
  const prepare = (address, name) => possible && keyFrom(address, name);

  /** True once `record` (plain JSON) lies encrypted under `name`; false where that was not possible. */
  function keep(address, name, record) {
    const mine = turn;
    row = row.then(async () => {
      try {
        const iv = window.crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify(record));
        const how = { name: "AES-GCM", iv, additionalData: bound(name) };
        const data = new Uint8Array(await window.crypto.subtle.encrypt(how, await keyFrom(address, name), plain));
        if (mine !== turn) return true;
        local.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), iv: toText(iv), data: toText(data) }));
        return true;
      } catch {
        return false;
      }
    });
    return row;
  }

  /** The record under `name`, or null: none, not readable with this account's key, or the key is out of reach. */
  async function read(address, name) {
    const found = local.getItem(PREFIX + name);
    if (!found) return null;
    try {
      const { iv, data } = JSON.parse(found);
      const how = { name: "AES-GCM", iv: toBytes(iv), additionalData: bound(name) };
      const plain = await window.crypto.subtle.decrypt(how, await keyFrom(address, name), toBytes(data));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return null;
    }
  }

  function eraseWhere(chosen) {
    if (!local) return;
    turn += 1;
    Object.keys(local).filter((one) => one.startsWith(PREFIX) && chosen(one)).forEach((one) => local.removeItem(one));
  }

  const erase = (name) => eraseWhere((one) => one === PREFIX + name);
  const eraseAll = (tag) => eraseWhere((one) => one.startsWith(`${PREFIX}${tag}:`));

  /** The portal has answered a form that was kept: what it answered to is saved, or stands on this page. */
  function eraseAnswered() {
    const found = document.cookie.match(new RegExp(`(?:^|; )((?:__Host-)?${ANSWERED})="?([0-9a-f:]+)"?`));
    if (!found) return;
    erase(found[2]);
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${found[1]}=; path=/; max-age=0; samesite=lax${secure}`;
  }

  /** Forgotten copies go after thirty days. */
  function sweep() {
    const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
    eraseWhere((one) => {
      try {
        return !(JSON.parse(local.getItem(one)).at > oldest);
      } catch {
        return true;
      }
    });
  }

  return { possible, prepare, keep, read, erase, eraseAll, eraseAnswered, sweep, PREFIX };
})();
