// Passkeys: a form with data-passkey asks the device, puts its answer into `credential`, and is sent.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const allowed = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

const made = (publicKey) =>
  navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: allowed(publicKey.excludeCredentials),
      authenticatorSelection: { ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
const used = (publicKey) =>
  navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: allowed(publicKey.allowCredentials) },
  });
const told = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = text(credential.response[name]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  const clientExtensionResults = credential.getClientExtensionResults();
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults };
};

// What is of no use without them stays hidden, here and without scripts.
for (const each of document.querySelectorAll("[data-needs-passkeys]")) each.hidden = !window.PublicKeyCredential;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      const options = form.dataset.options
        ? JSON.parse(form.dataset.options)
        : (await (await fetch(form.dataset.optionsFrom, { headers: { "X-Requested-With": "XMLHttpRequest" } })).json()).request_options;
      const ask = form.dataset.passkey === "add" ? made : used;
      form.credential.value = JSON.stringify(told(await ask(options.publicKey)));
      form.requestSubmit();
    } catch {
      form.querySelector(".fault").hidden = false;
    }
  }, true);
}
