// A small toolbar over a text in Markdown, and pasting that brings words and their marks, not the looks of another page.
const bar = document.querySelector("[data-toolbar]");
if (bar) {
  let field = null; // in which one writes
  const fits = (each) => each?.matches?.("textarea[data-passage]");
  addEventListener("focusin", (event) => { if (fits(event.target)) field = event.target; });
  bar.hidden = false;

  // What does not fit is not cut: it is left out as a whole, said, and kept here to be copied in pieces.
  const over = (text) => field.value.length - (field.selectionEnd - field.selectionStart) + text.length - field.maxLength;
  const tooLong = (number, text) => {
    const frame = document.querySelector("template[data-long]").content.cloneNode(true).firstElementChild;
    const words = frame.querySelector("[data-why]");
    words.textContent = words.textContent.replace("{number}", number);
    frame.querySelector("[data-text]").textContent = text;
    frame.querySelector("button").addEventListener("click", () => { frame.remove(); field?.focus(); });
    field.closest(".field").append(frame);
  };

  // As if it were typed: the browser can undo it, and what listens to typing hears of it.
  const type = (text) => {
    if (over(text) > 0) { tooLong(over(text), text); return; }
    field.focus();
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const chosen = () => field.value.slice(field.selectionStart, field.selectionEnd);

  const mark = (sign) => {
    const from = field.selectionStart, words = chosen(), n = sign.length;
    const isMarked = words.length > 2 * n && words.startsWith(sign) && words.endsWith(sign);
    type(isMarked ? words.slice(n, -n) : sign + words + sign);
    if (!words) field.setSelectionRange(from + n, from + n);
  };
  const line = (sign) => {
    const lines = field.value, from = lines.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const end = lines.indexOf("\n", field.selectionEnd), to = end < 0 ? lines.length : end;
    field.setSelectionRange(from, to);
    const each = lines.slice(from, to).split("\n");
    const isList = each.every((one) => one.startsWith(sign));
    type(each.map((one, n) => (isList ? one.slice(sign.length) : sign.replace("1", n + 1) + one)).join("\n"));
  };
  const link = () => {
    const words = chosen(), from = field.selectionStart;
    type(`[${words}](https://)`);
    field.setSelectionRange(from + words.length + 11, from + words.length + 11);
  };
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays where it is
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !field) return;
    if (button.dataset.mark) mark(button.dataset.mark);
    else if (button.dataset.line) line(button.dataset.line);
    else link();
  });
  document.addEventListener("keydown", (event) => {
    if (!fits(event.target) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const sign = { b: "**", i: "*" }[event.key.toLowerCase()];
    if (sign) { event.preventDefault(); field = event.target; mark(sign); }
  });

  // What was copied from Word or a page, as Markdown: paragraphs, lists, bold, italic, links; nothing else comes in.
  const BLOCKS = /^(P|DIV|H[1-6]|LI|TR|BLOCKQUOTE|SECTION|ARTICLE|MAIN|FIGURE|UL|OL|TABLE|T(HEAD|BODY|FOOT)|PRE)$/;
  const DROPPED = /^(STYLE|SCRIPT|NOSCRIPT|TEMPLATE|META|LINK|TITLE|HEAD|XML|O:P|IMG|SVG|OBJECT|IFRAME|BUTTON|INPUT|SELECT|OPTION|DATALIST|TEXTAREA|DEL|S|STRIKE|AUDIO|VIDEO|CANVAS)$/i;
  const HIDDEN = /display:\s*none|visibility:\s*hidden|mso-hide:\s*all|mso-element:\s*(comment|field-code)|mso-special-character:\s*comment|text-decoration[^;]*:[^;]*line-through/i;
  const COMMENT = /(^|\s)(MsoComment|msocom|msoDel)/i;
  // Of another page nothing that it does not show: comments of Word and what was deleted in it, buttons, what is hidden.
  const isLeftOut = (node) => node.nodeType === Node.ELEMENT_NODE && (DROPPED.test(node.nodeName) || node.hidden
    || HIDDEN.test(node.getAttribute("style") || "") || COMMENT.test(node.className));
  // A mark stands at a letter, never outside a sign of punctuation: there CommonMark would show raw stars.
  const wrapped = (words, sign) => {
    if (!sign || !/[\p{L}\p{N}]/u.test(words)) return words;
    const edge = words.includes("](") ? "\\s" : "[\\s\\p{P}]";
    return words.replace(new RegExp(`^(${edge}*)(.*?)(${edge}*)$`, "su"), `$1${sign}$2${sign}$3`);
  };
  const bullet = (node) => {
    const level = /mso-list:[^;]*level(\d+)/.exec(node.getAttribute("style") || "");
    if (!level && !/MsoListParagraph/.test(node.className)) return null;
    const text = node.textContent.replace(/\s+/g, " ").trim();
    const found = /^(?:[·•o§▪‣-]|(\d+)[.)])\s+/.exec(text);
    return found ? { sign: found[1] ? `${found[1]}. ` : "- ", length: found[0].length } : null;
  };
  const inline = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.nodeValue.replace(/[\s\u00a0]+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || isLeftOut(node)) return "";
    if (node.nodeName === "BR") return "\n";
    const words = [...node.childNodes].map(inline).join("").replace(/(?<!\*)\*{4}(?!\*)/g, ""); // bold goes on
    const style = node.getAttribute("style") || ""; // read as text: no style of another page is ever set
    if (node.nodeName === "A" && /^https?:|^mailto:/.test(node.getAttribute("href") || "") && words.trim())
      return `[${words.trim()}](${node.getAttribute("href")})`;
    const isBold = /^(B|STRONG)$/.test(node.nodeName) ? !/font-weight:\s*normal/.test(style) : /font-weight:\s*(bold|[6-9]00)/.test(style);
    const isItalic = /^(I|EM)$/.test(node.nodeName) ? !/font-style:\s*normal/.test(style) : /font-style:\s*italic/.test(style);
    return wrapped(wrapped(words, isItalic ? "*" : ""), isBold ? "**" : "");
  };
  const numberOf = (item) => { // as the list counts it, wherever it begins
    const items = [...item.parentNode.children].filter((each) => each.nodeName === "LI"), at = items.indexOf(item);
    const from = items.slice(0, at + 1).findLastIndex((each) => each.hasAttribute("value"));
    return from < 0 ? item.parentNode.start + at : items[from].value + at - from;
  };
  const cellOf = (cell) => { // its paragraphs in one line
    const inner = [];
    blocks(cell, inner);
    return inner.map((each) => each.text).join(" ").replace(/\s+/g, " ").trim();
  };
  const blocks = (node, into, list) => {
    let words = "";
    const end = () => { if (words.trim()) into.push({ text: words.trim(), list: false }); words = ""; };
    for (const each of node.childNodes) {
      if (isLeftOut(each)) continue;
      if (each.nodeType !== Node.ELEMENT_NODE || !BLOCKS.test(each.nodeName)) { words += inline(each); continue; }
      end();
      const found = bullet(each);
      if (found) into.push({ text: found.sign + inline(each).replace(/\s+/g, " ").trim().slice(found.length), list: true });
      else if (each.nodeName === "LI") {
        const inner = [];
        blocks(each, inner);
        const sign = each.parentNode?.nodeName === "OL" ? `${numberOf(each)}. ` : "- ";
        if (inner.length) into.push({ text: sign + inner.map((one) => one.text).join("\n  "), list: true });
      } else if (each.nodeName === "TR") {
        const cells = [...each.children].filter((cell) => !isLeftOut(cell)).map(cellOf);
        if (cells.some(Boolean)) into.push({ text: cells.map((cell) => cell || "–").join(" · "), list: false });
      } else blocks(each, into, list);
    }
    end();
  };
  const inert = window.trustedTypes?.createPolicy("pasted", { createHTML: (html) => html }); // only parsed, never shown
  const cleaned = (html) => {
    const found = [];
    blocks(new DOMParser().parseFromString(inert ? inert.createHTML(html) : html, "text/html").body, found);
    return found.map((each, n) => (n ? (each.list && found[n - 1].list ? "\n" : "\n\n") : "") + each.text).join("");
  };
  document.addEventListener("paste", (event) => {
    if (!fits(event.target)) return;
    const html = event.clipboardData?.getData("text/html"), plain = event.clipboardData?.getData("text/plain") || "";
    const text = (html && cleaned(html)) || plain.replace(/\r\n?/g, "\n");
    field = event.target;
    if (!text || (!html && over(text) <= 0)) return;
    event.preventDefault();
    type(text);
  });
}
