// A page that waits for the worker looks whether there is anything new, and is fetched anew only then.
const waits = document.querySelector("[data-again]");
const look = async () => {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  if (text && !text.includes(`data-again="${waits.dataset.again}"`)) location.reload();
  else setTimeout(look, 3000);
};
if (waits) setTimeout(look, 2000);
