// Questions of a form while somebody writes: what is shown, how long a text is, another line of a table.
// Without it the page shows every question with a sentence that says when it is meant, and the server does the rest.
(() => {
  const root = document.querySelector("[data-parvis-questions]");
  if (!root) return;
  const boxes = () => [...root.querySelectorAll("[data-parvis-when]")];

  // The keys that are chosen; a question that is hidden is not answered, a consent that is not given is a no.
  const chosen = (key) => {
    const question = root.querySelector(`[data-parvis-question="${key}"]`);
    if (!question || question.closest("[hidden]")) return [];
    const picked = [...question.querySelectorAll(`[name="a-${key}"]`)].filter((input) => input.checked && input.value);
    if (question.dataset.parvisKind === "consent") return picked.length ? ["yes"] : ["no"];
    return picked.map((input) => input.value);
  };

  // From the top: a condition only ever looks at an earlier question.
  const apply = () => {
    for (const box of boxes()) {
      const wanted = box.dataset.parvisAny.split(" ");
      box.hidden = !chosen(box.dataset.parvisWhen).some((key) => wanted.includes(key));
    }
  };

  const plain = (text) => text.replace(/\r\n/g, "\n").trim();
  const length = (text, unit) => (unit === "words" ? plain(text).split(/\s+/).filter(Boolean).length : [...plain(text)].length);
  const count = (input) => {
    const place = input.closest("[data-parvis-question]").querySelector("[data-parvis-count]");
    const number = length(input.value, input.dataset.parvisUnit);
    place.querySelector("[data-parvis-number]").textContent = number.toLocaleString(document.documentElement.lang);
    place.classList.toggle("pv-length-over", number > Number(input.dataset.parvisLimit));
  };

  // Another line: the last one again, empty, with the next number in the names of its inputs.
  const more = (button) => {
    const body = button.closest("[data-parvis-question]").querySelector("[data-parvis-lines] tbody");
    const last = body.lastElementChild;
    const line = last.cloneNode(true);
    const key = button.value;
    const number = body.children.length;
    for (const input of line.querySelectorAll("input")) {
      input.name = input.name.replace(`a-${key}-${number - 1}-`, `a-${key}-${number}-`);
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, String(number + 1)));
      input.removeAttribute("id");
      input.value = "";
    }
    last.after(line);
    line.querySelector("input").focus();
  };

  root.addEventListener("change", apply);
  root.addEventListener("input", (event) => {
    if (event.target.dataset.parvisLimit) count(event.target);
    const name = event.target.dataset.parvisOther;
    const other = name && event.target.value && root.querySelector(`[name="${name}"][value="other"]`);
    if (other && !other.checked) { other.checked = true; apply(); }
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-parvis-more]");
    if (button) { event.preventDefault(); more(button); }
  });

  // What is said of an answer came anew: the input says the same to those who hear the page.
  document.addEventListener("htmx:afterSettle", (event) => {
    const state = event.target.closest?.("[data-parvis-state]");
    const question = state?.closest("[data-parvis-question]");
    for (const input of question?.querySelectorAll("input.form-control, textarea, select") ?? []) {
      const wrong = state.dataset.parvisState === "wrong";
      input.classList.toggle("is-invalid", wrong);
      if (wrong) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
    }
  });

  root.dataset.parvisLive = "on";
  apply();
  for (const input of root.querySelectorAll("[data-parvis-limit]")) count(input);
})();
