// Judging without waiting: the next pair is fetched beforehand and shown while the verdict is on its way. Keys s, d and
// u judge, z takes the last judgement back. Without this script the same buttons load one page after the other.
(() => {
  const box = document.querySelector("[data-parvis-judging]");
  if (!box) return;
  const asking = { headers: { "Parvis-Judging": "1" }, credentials: "same-origin" };
  const seen = [];
  let ready = null; // the promise of the next pair, {html, address} or null when none is left; null once it is taken
  let line = Promise.resolve(); // one request after the other: a verdict is written before the next pair is asked for

  const current = () => box.querySelector("[data-pair]");

  function prefetch() {
    const address = new URL(box.dataset.next, location.href);
    for (const pair of [...seen, current()?.dataset.pair].filter(Boolean).slice(-10)) address.searchParams.append("without", pair);
    ready = line.then(() => fetch(address, asking)).then(async (answer) => {
      if (answer.status !== 200) return null;
      return { html: await answer.text(), address: answer.headers.get("Parvis-Address") };
    }).catch(() => null);
    line = ready;
  }

  function show(next) {
    box.innerHTML = next.html;
    history.replaceState(null, "", next.address);
    const pair = current();
    pair.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
    document.getElementById("judged").textContent = pair.querySelector("h2").textContent;
  }

  async function judge(form, button) {
    const body = new FormData(form, button);
    const sent = form.action;
    seen.push(current().dataset.pair);
    const coming = ready;
    ready = null;
    line = line.then(() => send(sent, body));
    const next = await coming;
    if (!next) { await line; location.assign(box.dataset.end); return; }
    show(next);
    prefetch();
  }

  async function send(address, body) {
    try {
      const answer = await fetch(address, { ...asking, method: "POST", body });
      if (answer.status === 204) return;
      document.getElementById("messages").innerHTML = await answer.text();
    } catch {
      const template = document.getElementById("parvis-no-answer");
      document.getElementById("messages").replaceChildren(template.content.cloneNode(true));
    }
  }

  box.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-parvis-judge]");
    if (!form || !event.submitter || form.querySelector("[name=override]")) return;
    event.preventDefault();
    if (ready) judge(form, event.submitter);
  });

  // The last judgement is taken back only once it has arrived.
  document.getElementById("undo")?.addEventListener("submit", (event) => {
    event.preventDefault();
    line.then(() => event.target.submit());
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const button = document.querySelector(`[data-parvis-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button && !button.disabled) { event.preventDefault(); button.click(); }
  });

  prefetch();
})();
