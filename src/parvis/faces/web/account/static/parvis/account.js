// Passkeys: the browser makes or uses one, the form carries the answer. Without scripts the buttons stay hidden.
(() => {
  const supported = Boolean(window.PublicKeyCredential);

  const toBytes = (text) => {
    const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  };

  const toText = (buffer) => {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };

  const withBytes = (list) => (list ?? []).map((item) => ({ ...item, id: toBytes(item.id) }));

  async function create(options, alone) {
    const asked = { ...options.publicKey };
    asked.challenge = toBytes(asked.challenge);
    asked.user = { ...asked.user, id: toBytes(asked.user.id) };
    asked.excludeCredentials = withBytes(asked.excludeCredentials);
    asked.authenticatorSelection = {
      ...asked.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      userVerification: alone ? "required" : "preferred",
    };
    const made = await navigator.credentials.create({ publicKey: asked });
    return described(made, {
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    });
  }

  async function use(options) {
    const asked = { ...options.publicKey };
    asked.challenge = toBytes(asked.challenge);
    asked.allowCredentials = withBytes(asked.allowCredentials);
    const used = await navigator.credentials.get({ publicKey: asked });
    return described(used, {
      authenticatorData: toText(used.response.authenticatorData),
      signature: toText(used.response.signature),
      userHandle: used.response.userHandle ? toText(used.response.userHandle) : null,
    });
  }

  function described(credential, response) {
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment ?? null,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
    };
  }

  async function optionsOf(form) {
    const inPage = document.getElementById("passkey-options");
    if (inPage) return JSON.parse(inPage.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return answer.json();
  }

  async function run(form) {
    const problem = form.querySelector("[data-parvis-passkey-problem]");
    if (problem) problem.hidden = true;
    try {
      const options = await optionsOf(form);
      const alone = form.querySelector("[name=passwordless]")?.checked ?? true;
      const creates = form.dataset.parvisPasskey === "create";
      const answer = creates ? await create(options.creation_options, alone) : await use(options.request_options);
      form.querySelector("[name=credential]").value = JSON.stringify(answer);
      form.submit();
    } catch (error) {
      if (problem) { problem.hidden = false; problem.focus(); }
      if (!(error instanceof DOMException)) throw error;
    }
  }

  for (const form of document.querySelectorAll("[data-parvis-passkey]")) {
    for (const part of form.querySelectorAll("[data-parvis-passkey-needed]")) part.hidden = !supported;
    for (const part of form.querySelectorAll("[data-parvis-passkey-missing]")) part.hidden = supported;
    form.addEventListener("submit", (event) => { event.preventDefault(); run(form); });
  }
})();
