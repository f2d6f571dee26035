// Minutes by several hands: what is typed is sent soon, what others typed comes in, nothing is lost when the line drops.
// A box is sent with the revision that it was written on; the server keeps it as it was sent and puts it together with
// what others wrote. What is not acknowledged stands in this browser's storage, also after a crash.
const form = document.querySelector("form[data-writing]");
if (form) {
  const SOON = 2000, BEAT = 5000, SLOW = 30000, LONGEST_PAUSE = 30000; // milliseconds
  const say = form.dataset;
  const me = `${Date.now()}-${Math.random().toString(36).slice(2)}`; // this window
  const state = form.querySelector("[data-state]"), told = form.querySelector("[data-told]");
  const clock = () => new Date().toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const show = (place, words) => { if (place.textContent !== words) place.textContent = words; };
  let soon, beat, busy = false, again = false, tries = 0, down = "", ghosts = [], count = 0, isToReload = false, zone; // of the site

  // A box: `kept` is the text that revision `base` is; `sent` is on its way, and is sent again exactly so until it is answered.
  // `refused` is a text that the server did not take, `why` says its reasons; `of` is what it is a translation of.
  const boxes = [...form.querySelectorAll("textarea[data-passage]")].map((field) => ({
    id: Number(field.dataset.passage), base: Number(field.dataset.base), kept: field.defaultValue, sent: null, field,
    of: Number(field.dataset.of || 0), why: "", gone: false,
    get text() { return field.value; },
  }));
  const name = (box) => `${say.store} ${box.id} ${box.window || me}`;
  const unsent = (box) => box.sent || box.text !== box.kept;
  const due = (box) => unsent(box) && box.text !== box.refused;
  const seen = (box) => (box.field ? boxes.find((each) => each.id === box.of)?.base : box.seen);
  const store = (box, more) => {
    try {
      if (!unsent(box)) localStorage.removeItem(name(box));
      else localStorage.setItem(name(box), JSON.stringify({ base: box.base, text: box.text, sent: box.sent, seen: seen(box), ...more }));
    } catch { /* full, or forbidden: then what is typed is sent as soon as ever, and no sooner */ }
  };

  // The text of others is put in so that the caret stays among the words where it was.
  const put = (box, text) => {
    const { field } = box, old = field.value, [from, to] = [field.selectionStart, field.selectionEnd];
    if (old === text) return;
    const most = Math.min(old.length, text.length);
    let head = 0, tail = 0;
    while (head < most && old[head] === text[head]) head++;
    while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
    const moved = (at) => (at <= head ? at : Math.max(head, at + text.length - old.length));
    const top = field.scrollTop;
    field.value = text;
    if (document.activeElement === field) field.setSelectionRange(moved(from), moved(to));
    field.scrollTop = top;
  };

  const request = () => {
    const passages = [];
    for (const box of [...ghosts, ...boxes])
      if (due(box)) {
        box.sent ||= { key: `${me}-${++count}`, base: box.base, text: box.text };
        store(box);
        passages.push({ box, id: box.id, ...box.sent, of: box.field ? undefined : box.seen });
      }
    return passages;
  };

  // What a window that is gone had not sent, and what has no place any more: shown to be copied, until it was.
  const lose = (box, why) => {
    const frame = document.querySelector("template[data-lost]").content.cloneNode(true).firstElementChild;
    frame.querySelector("[data-why]").textContent = why;
    frame.querySelector("[data-text]").textContent = box.text;
    frame.querySelector("button").addEventListener("click", () => { localStorage.removeItem(name(box)); frame.remove(); });
    form.before(frame);
  };

  const refuse = ({ box }, reasons) => {
    const why = reasons.join(" ");
    Object.assign(box, { refused: box.sent.text, why, sent: null });
    store(box);
    if (!box.field) { ghosts = ghosts.filter((each) => each !== box); lose(box, why); }
  };

  const take = (passages, answer) => {
    let met = false;
    zone = answer.zone;
    const refused = new Set(answer.refused.map((each) => each.place));
    const taken = passages.filter((_each, place) => !refused.has(place));
    for (const each of answer.refused) refuse(passages[each.place], each.reasons);
    answer.kept.forEach((kept, place) => {
      const { box } = taken[place];
      met ||= kept.met;
      Object.assign(box, { base: kept.number, kept: box.sent.text, sent: null, refused: null, why: "" });
      store(box);
      again ||= !box.field; // what came back is in the text of others now: take it at once
    });
    if (ghosts.some((each) => !unsent(each) && !each.isSent)) show(told, say.back);
    ghosts = ghosts.filter(unsent);
    for (const head of answer.heads) {
      const box = boxes.find((each) => each.id === head.id);
      if (!box || unsent(box)) continue; // still being typed: it is put together at the next pause
      put(box, head.text);
      Object.assign(box, { base: head.number, kept: head.text });
      form.elements[`base-${box.id}`].value = head.number;
      store(box);
    }
    if (met) show(told, say.met);
    for (const place of form.querySelectorAll("[data-others]")) {
      const id = Number(place.dataset.others), box = boxes.find((each) => each.id === id);
      const names = answer.others.filter((each) => each.passage === id).map((each) => each.name);
      const is = answer.out?.includes(box.of || id) ? say.gone : "";
      show(place, [box.why, is, names.length ? say.here.replace("{names}", names.join(", ")) : ""].filter(Boolean).join(" "));
    }
    const more = form.querySelector("[data-more]");
    if (more) more.hidden = !answer.there.some((id) => !boxes.some((each) => each.id === id));
    const why = boxes.find((each) => each.why)?.why;
    if (![...ghosts, ...boxes].some(due)) show(state, why || say.kept.replace("{at}", answer.at));
  };

  const trouble = (words) => {
    show(state, words);
    state.parentElement.classList.add("down");
    clearTimeout(soon);
    soon = setTimeout(send, Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(tries++, 5)));
  };

  async function send(leaving = false) {
    if (leaving === true && form.dataset.sent) return; // the form itself brings everything
    if (busy) { again = true; return; }
    clearTimeout(soon);
    clearTimeout(beat);
    soon = null;
    busy = true;
    const passages = request();
    const here = boxes.find((each) => each.field === document.activeElement);
    const body = JSON.stringify({
      passages: passages.map(({ id, base, key, text, of }) => ({ id, base, key, text, of })),
      knows: Object.fromEntries(boxes.map((each) => [each.id, each.base])),
      here: here ? here.id : 0,
    });
    try {
      const answer = await fetch(say.writing, {
        method: "POST", body, keepalive: leaving === true && body.length < 20000, redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.csrfmiddlewaretoken.value },
        signal: AbortSignal.timeout(15000),
      });
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      if (answer.ok && isJson) {
        tries = 0;
        down = "";
        state.parentElement.classList.remove("down");
        take(passages, await answer.json());
      } else if (isJson && answer.status < 500) trouble((await answer.json()).reasons.join(" "));
      else if (answer.type === "opaqueredirect" || answer.status === 403) trouble(say.out);
      else if (answer.status < 500) trouble(say.strange);
      else throw new Error(answer.status);
    } catch {
      down ||= clock();
      trouble(say.down.replace("{at}", down));
    }
    busy = false;
    if (!tries && (again || [...ghosts, ...boxes].some(due))) soon = setTimeout(send, again ? 0 : SOON);
    again = false;
    if (isToReload && !boxes.some(due)) location.reload();
    beat = setTimeout(send, document.hidden ? SLOW : BEAT);
  }

  for (const box of boxes) {
    box.field.addEventListener("input", () => {
      store(box);
      if (!down && !tries) show(state, say.typing);
      if (!soon && !busy) soon = setTimeout(send, SOON);
    });
    box.field.addEventListener("blur", () => { if (due(box) && !tries) send(); });
  }
  document.addEventListener("visibilitychange", () => send(document.hidden));
  addEventListener("pagehide", () => { if (boxes.some(due)) send(true); });
  addEventListener("online", () => send());
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formAction && event.submitter.hasAttribute("formaction")) { // it keeps the texts, and does more
      for (const box of boxes.filter(unsent)) { // by its key it is one sending, however often it comes
        const base = Number(form.elements[`base-${box.id}`].value), key = form.elements.sending.value;
        const sent = box.sent?.text === box.text ? box.sent : { key, base, text: box.text };
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name: `key-${box.id}`, value: sent.key }));
        store(box, { isSent: true, sent });
      }
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    send();
  }, true);

  // What a window that is gone had not sent. A window that is still open holds a lock by its name, and sends its own.
  const lost = async () => {
    const open = new Set();
    if (navigator.locks) {
      navigator.locks.request(`${say.store} ${me}`, () => new Promise(() => {}));
      for (const lock of (await navigator.locks.query()).held) open.add(lock.name);
    }
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${say.store} `)) continue;
      const [id, window] = key.slice(say.store.length + 1).split(" ");
      const found = JSON.parse(localStorage.getItem(key));
      if (window !== me && !open.has(`${say.store} ${window}`) && typeof found?.text === "string")
        ghosts.push({ ...found, id: Number(id), window, kept: null });
    }
  };

  form.querySelector("[data-show]")?.addEventListener("click", () => { isToReload = true; send(); });
  lost().catch(() => {}).finally(() => send());
}
