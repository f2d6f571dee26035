// What wrong fields a form has is read out first.
document.querySelector("[data-focus]")?.focus();

// A form that was sent is not sent twice by an impatient thumb; the server would see that it is the same.
for (const form of document.querySelectorAll("form[method=post]"))
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

// What was typed into a long form stands in this browser until it was sent: after a crash, or a session that ran out, it is
// offered again. Whether a sending arrived, the server knows.
const read = (field) =>
  field.type === "checkbox" || field.type === "radio" ? field.checked
    : field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
const write = (field, value) => {
  if (field.type === "checkbox" || field.type === "radio") field.checked = value;
  else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
  else field.value = value;
};
const called = (field) => (field.type === "checkbox" || field.type === "radio" ? `${field.name}=${field.value}` : field.name);
const WEEK = 7 * 24 * 3600 * 1000;

const keep = (form) => {
  const { unsent, asks } = form.dataset, name = `unsent ${unsent} ${location.pathname}`;
  const fields = [...form.elements].filter((field) => field.name && !["hidden", "file", "password", "submit"].includes(field.type));
  const typed = () => Object.fromEntries(fields.map((field) => [called(field), read(field)]));
  const found = () => JSON.parse(localStorage.getItem(name) ?? "null");
  const store = (kept) => localStorage.setItem(name, JSON.stringify({ ...kept, at: Date.now() }));
  const first = JSON.stringify(typed());

  const offer = (kept) => {
    const frame = document.querySelector("template[data-offer]").content.cloneNode(true).firstElementChild;
    frame.addEventListener("click", ({ target }) => {
      if (target.matches("[data-back]"))
        for (const field of fields)
          if (called(field) in kept.typed && JSON.stringify(read(field)) !== JSON.stringify(kept.typed[called(field)])) {
            write(field, kept.typed[called(field)]);
            for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
          }
      if (!target.matches("button")) return;
      if (target.matches("[data-away]")) localStorage.removeItem(name);
      frame.remove();
    });
    form.before(frame);
  };

  const look = async () => {
    const kept = found();
    if (!kept || JSON.stringify(kept.typed) === first) return;
    const answer = kept.sending && (await fetch(asks.replace("KEY", kept.sending)));
    if (Date.now() - kept.at > WEEK || (answer && (await answer.json()).taken)) localStorage.removeItem(name);
    else offer(kept);
  };

  if (form.querySelector("textarea")) {
    look().catch(() => {});
    let soon;
    form.addEventListener("input", () => {
      clearTimeout(soon);
      soon = setTimeout(() => { try { store({ typed: typed() }); } catch { /* full, or forbidden */ } }, 300);
    });
  }
  form.addEventListener("submit", () => {
    const kept = form.querySelector("textarea") ? { typed: typed() } : found();
    try { if (kept && JSON.stringify(kept.typed) !== first) store({ ...kept, sending: form.elements.sending.value }); } catch { /* as above */ }
  });
};
for (const form of document.querySelectorAll("form[data-unsent]")) keep(form);

// Who signs out leaves nothing behind.
document.querySelector("form[data-leave]")?.addEventListener("submit", () => {
  for (const name of Object.keys(localStorage)) if (name.startsWith("unsent ")) localStorage.removeItem(name);
});
