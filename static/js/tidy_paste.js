/* Pasting from Word leaves clean paragraphs: bullets as "- ", no invisible characters, no formatting.
   `window.tidyText` does what cells/vietnamese.py tidy_text does; tests hold both to the same list. */
(() => {
  "use strict";
  const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g;
  const INVISIBLE = /[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
  const ODD_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
  const BULLETS = /^[ \t]*(?:[•◦‣▪▫●○■□➢➤❖✓\uf076\uf0a7\uf0b7\uf0d8\uf0fc][ \t]*|·[ \t]+|[o§](?:\t[ \t]*| {2,}))/gm;
  const BLOCKS = new Set(["P", "DIV", "LI", "UL", "OL", "TR", "TABLE", "BLOCKQUOTE", "H1", "H2", "H3", "H4", "H5", "H6"]);
  const SILENT = new Set(["STYLE", "SCRIPT", "TITLE", "META", "LINK", "XML", "O:P"]);

  function tidyText(text) {
    return text
      .replace(LINE_ENDS, "\n").normalize("NFC")
      .replace(INVISIBLE, "").replace(ODD_SPACES, " ")
      .replace(BULLETS, "- ").replace(/\t/g, " ")
      .replace(/ +$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
  }

  // Word says what a list marker is in the style alone; the policy refuses inline styles even in a page never shown.
  const withoutStyles = (html) => html
    .replace(/<style\b[\s\S]*?<\/style>/gi, "")
    .replace(/\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/gi, (_all, one, two) => (/mso-list:\s*ignore/i.test(one || two || "") ? " data-marker" : ""));

  function written(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[ \t\r\n]+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || SILENT.has(node.tagName.toUpperCase())) return "";
    const tag = node.tagName.toUpperCase();
    if (tag === "BR") return "\n";
    if (node.hasAttribute("data-marker")) {
      const mark = node.textContent.replace(/[\s\u00a0]+/g, "");
      return /^[0-9a-zA-ZđĐ]+[.)]/.test(mark) ? `${mark} ` : "- ";
    }
    const inside = [...node.childNodes].map(written).join("");
    if (tag === "TD" || tag === "TH") return `${inside.trim()} `;
    if (!BLOCKS.has(tag)) return inside;
    const begin = tag === "LI" && !/^\s*- /.test(inside) ? "- " : "";
    return `\n${begin}${inside.trim()}\n`;
  }

  function fromHtml(html) {
    const body = new DOMParser().parseFromString(withoutStyles(html), "text/html").body;
    return tidyText(written(body).replace(/ *\n */g, "\n").replace(/\n{2,}/g, "\n"));
  }

  document.addEventListener("paste", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || !event.clipboardData || !field.closest("form[data-keep]")) return;
    const html = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain");
    if (!html && !plain) return;
    const text = (html && fromHtml(html)) || tidyText(plain);
    event.preventDefault();
    // As if typed, so that it can be taken back with Ctrl+Z.
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  window.tidyText = tidyText;
})();
