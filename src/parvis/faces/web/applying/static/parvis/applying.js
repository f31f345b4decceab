// Saves while somebody writes, field by field, and loses nothing: what is not on the server yet is kept on this device
// until it is, through a cut connection, a closed page or an ended session. Without this script buttons save.
(() => {
  const form = document.querySelector("[data-parvis-writing]");
  if (!form) return;
  const words = form.dataset;
  const lines = new Map(); // key of the question -> what is known of its line
  const PAUSE = 900;
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;

  // --- What this device keeps: one entry for each answer that the server does not have yet.
  const place = (key) => `parvis-writing:${words.parvisWriting}:${key}`;
  const keep = (line) => {
    try {
      localStorage.setItem(place(line.key), JSON.stringify({ revision: line.revision(), entries: entriesOf(line) }));
      return true;
    } catch { return false; }
  };
  const forget = (line) => { try { localStorage.removeItem(place(line.key)); } catch { /* nothing was kept */ } };
  const kept = (line) => {
    try { return JSON.parse(localStorage.getItem(place(line.key))); } catch { return null; }
  };

  const inputsOf = (line) => [...line.box.querySelectorAll("[data-parvis-question] [name]")].filter((one) => one.name.startsWith(`a-${line.key}`));
  const entriesOf = (line) => {
    const names = new Set(inputsOf(line).map((one) => one.name));
    return [...new FormData(form)].filter(([name, value]) => names.has(name) && typeof value === "string");
  };

  function say(line, state, text, link) {
    const status = line.box.querySelector("[data-parvis-saving]");
    if (status.dataset.state === state && status.firstChild?.textContent === text) return;
    status.dataset.state = state;
    status.replaceChildren(text);
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = words.signIn;
    anchor.textContent = words.signInWord;
    status.append(" ", anchor);
  }

  const later = (line, after) => { clearTimeout(line.timer); line.timer = setTimeout(() => save(line), after); };

  function changed(line, after) {
    line.dirty += 1;
    const isStored = keep(line);
    if (line.paused) return;
    if (!isStored) say(line, "waiting", words.unstored);
    later(line, after);
  }

  // One request at a time for each line; what is typed meanwhile goes with the next one.
  async function save(line, given) {
    if (line.busy || (line.paused && !given)) return;
    line.busy = true;
    const before = line.dirty;
    const body = new URLSearchParams(given?.entries ?? entriesOf(line));
    body.set("csrfmiddlewaretoken", token());
    body.set(`r-${line.key}`, given?.revision ?? line.revision());
    if (!line.failures) say(line, "saving", words.saving);
    let answer = null;
    try {
      answer = await fetch(words.save.replace("KEY", line.key), { method: "POST", body, keepalive: true, redirect: "manual", headers: { Accept: "application/json" } });
    } catch { /* no connection: the answer stays null */ }
    line.busy = false;
    if (answer?.ok) settle(line, await answer.json(), before);
    else if (answer?.status === 401) { line.paused = true; say(line, "signed-out", words.signedOut, true); }
    else if (answer?.status === 403) { line.paused = true; say(line, "waiting", words.reload); }
    else if (answer?.status === 404) { line.paused = true; say(line, "kept", words.gone); }
    else { line.failures += 1; say(line, "waiting", words.waiting); later(line, Math.min(60, 2 ** line.failures) * 1000); }
  }

  function settle(line, told, before) {
    line.failures = 0;
    if (told.state === "overtaken") {
      line.paused = true; // the server kept this text; what goes on being typed stays here until one of them is chosen
      if (line.dirty === before) forget(line);
      if (told.html) { line.box.querySelector("[data-parvis-boxes]").innerHTML = told.html; say(line, "kept", told.text); }
      return;
    }
    line.box.querySelector(`[name="r-${CSS.escape(line.key)}"]`).value = told.revision;
    if (line.dirty === before) forget(line);
    say(line, told.state, [told.text, ...(told.problems ?? [])].join(" "));
    if (told.shown) line.box.querySelector(`[name="h-${CSS.escape(line.key)}"]`).value = told.shown;
    if (line.dirty !== before) later(line, PAUSE);
    document.body.dispatchEvent(new CustomEvent("parvis:saved"));
  }

  // What was kept from before: put back where nobody changed the answer since, else sent as it was, to be told.
  function restore(line) {
    const found = kept(line);
    if (!found) return;
    if (String(found.revision) !== line.revision()) { save(line, found); return; }
    const values = new Map();
    for (const [name, value] of found.entries) values.set(name, [...(values.get(name) ?? []), value]);
    for (const input of inputsOf(line)) {
      const wanted = values.get(input.name) ?? [];
      if (input.type === "checkbox" || input.type === "radio") input.checked = wanted.includes(input.value);
      else input.value = wanted.shift() ?? "";
    }
    say(line, "saving", words.restored);
    changed(line, 0);
  }

  for (const box of form.querySelectorAll("[data-parvis-answer]")) {
    const key = box.dataset.parvisAnswer;
    const revision = box.querySelector(`[name="r-${CSS.escape(key)}"]`);
    if (!revision || !box.querySelector("[data-parvis-saving]")) continue;
    lines.set(key, { key, box, dirty: 0, failures: 0, busy: false, paused: false, timer: 0, revision: () => revision.value });
  }
  const lineOf = (event) => lines.get(event.target.closest("[data-parvis-answer]")?.dataset.parvisAnswer);
  const isOurs = (target) => target.matches("input:not([type=file]), textarea, select") && !target.disabled;

  form.addEventListener("input", (event) => { const line = lineOf(event); if (line && isOurs(event.target)) changed(line, PAUSE); });
  form.addEventListener("change", (event) => { const line = lineOf(event); if (line && isOurs(event.target)) changed(line, 0); });
  form.addEventListener("submit", () => { for (const line of lines.values()) { clearTimeout(line.timer); line.paused = true; } });
  window.addEventListener("online", () => { for (const line of lines.values()) if (line.failures) save(line); });
  window.addEventListener("pagehide", () => {
    for (const line of lines.values()) if (line.dirty && kept(line)) save(line);
    navigator.sendBeacon?.(words.here, new URLSearchParams({ csrfmiddlewaretoken: token(), leave: "yes" }));
  });

  // Who else is here, and where they write.
  async function here() {
    if (document.visibilityState !== "visible") return;
    const question = document.activeElement?.closest?.("[data-parvis-answer]")?.dataset.parvisAnswer ?? "";
    const body = new URLSearchParams({ csrfmiddlewaretoken: token(), question });
    const told = await fetch(words.here, { method: "POST", body, redirect: "manual" }).then((answer) => answer.json()).catch(() => null);
    if (!told?.others) return;
    form.querySelector("[data-parvis-here]").textContent = told.text;
    for (const note of form.querySelectorAll(".pv-writes")) note.remove();
    for (const one of told.others) {
      const label = form.querySelector(`[data-parvis-answer="${CSS.escape(one.question)}"] .form-label`);
      if (label) label.insertAdjacentElement("afterend", Object.assign(document.createElement("p"), { className: "pv-writes", textContent: `${one.name} ${words.writes}` }));
    }
  }
  setInterval(here, 30_000);
  document.addEventListener("visibilitychange", here);
  here();
  for (const line of lines.values()) restore(line);
})();
