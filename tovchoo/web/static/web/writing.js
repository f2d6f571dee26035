// Minutes by several hands: what is typed is sent soon, what others typed comes in, nothing is lost when the line drops.
// A box is sent with the revision that it was written on; the server keeps it as it was sent and puts it together with
// what others wrote. What is not acknowledged stands in this browser's storage, also after a crash.
const form = document.querySelector("form[data-writing]");
if (form) {
  const SOON = 2000, BEAT = 5000, SLOW = 30000, LONGEST_PAUSE = 30000; // milliseconds
  const say = form.dataset;
  const me = `${Date.now()}-${Math.random().toString(36).slice(2)}`; // this window
  const state = form.querySelector("[data-state]"), told = form.querySelector("[data-told]");
  const clock = () => new Date().toTimeString().slice(0, 5);
  const show = (place, words) => { if (place.textContent !== words) place.textContent = words; };
  let soon, beat, busy = false, again = false, tries = 0, down = "", ghosts = [], count = 0;

  // A box: `kept` is the text that revision `base` is; `sent` is on its way, and is sent again exactly so until it is answered.
  const boxes = [...form.querySelectorAll("textarea[data-passage]")].map((field) => ({
    id: Number(field.dataset.passage), base: Number(field.dataset.base), kept: field.defaultValue, sent: null, field,
    get text() { return field.value; },
  }));
  const name = (box) => `${say.store} ${box.id} ${box.window || me}`;
  const unsent = (box) => box.sent || box.text !== box.kept;
  const store = (box) => {
    try {
      if (!unsent(box)) localStorage.removeItem(name(box));
      else localStorage.setItem(name(box), JSON.stringify({ base: box.base, text: box.text, sent: box.sent }));
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
      if (unsent(box)) {
        box.sent ||= { key: `${me}-${++count}`, base: box.base, text: box.text };
        store(box);
        passages.push({ box, id: box.id, ...box.sent });
      }
    return passages;
  };

  const take = (passages, answer) => {
    let met = false;
    answer.kept.forEach((kept, place) => {
      const { box } = passages[place];
      met ||= kept.met;
      Object.assign(box, { base: kept.number, kept: box.sent.text, sent: null });
      store(box);
      again ||= !box.field; // what came back is in the text of others now: take it at once
    });
    if (ghosts.length && !ghosts.some(unsent)) show(told, say.back);
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
      const names = answer.others.filter((each) => each.passage === Number(place.dataset.others)).map((each) => each.name);
      show(place, names.length ? say.here.replace("{names}", names.join(", ")) : "");
    }
    if (![...ghosts, ...boxes].some(unsent)) show(state, say.kept.replace("{at}", answer.at));
  };

  const trouble = (words) => {
    show(state, words);
    state.parentElement.classList.add("down");
    clearTimeout(soon);
    soon = setTimeout(send, Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(tries++, 5)));
  };

  async function send(leaving = false) {
    if (busy) { again = true; return; }
    clearTimeout(soon);
    clearTimeout(beat);
    soon = null;
    busy = true;
    const passages = request();
    const here = boxes.find((each) => each.field === document.activeElement);
    const body = JSON.stringify({
      passages: passages.map(({ id, base, key, text }) => ({ id, base, key, text })),
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
      } else if (isJson && answer.status === 403) trouble((await answer.json()).reasons.join(" "));
      else if (answer.type === "opaqueredirect" || answer.status === 403) trouble(say.out);
      else throw new Error(answer.status);
    } catch {
      down ||= clock();
      trouble(say.down.replace("{at}", down));
    }
    busy = false;
    if (!tries && (again || ghosts.length || boxes.some(unsent))) soon = setTimeout(send, again ? 0 : SOON);
    again = false;
    beat = setTimeout(send, document.hidden ? SLOW : BEAT);
  }

  for (const box of boxes) {
    box.field.addEventListener("input", () => {
      store(box);
      if (!down && !tries) show(state, say.typing);
      if (!soon && !busy) soon = setTimeout(send, SOON);
    });
    box.field.addEventListener("blur", () => { if (unsent(box) && !tries) send(); });
  }
  document.addEventListener("visibilitychange", () => send(document.hidden));
  addEventListener("pagehide", () => { if (boxes.some(unsent)) send(true); });
  addEventListener("online", () => send());
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formAction && event.submitter.hasAttribute("formaction")) return; // it keeps the texts, and does more
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
      if (window !== me && !open.has(`${say.store} ${window}`))
        ghosts.push({ id: Number(id), window, base: found.base, kept: null, text: found.text, sent: found.sent });
    }
  };
  lost().catch(() => {}).finally(() => send());
}
