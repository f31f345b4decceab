// Sends a file as soon as it is chosen and shows how far it is; takes files out without leaving the page. Without this
// script the buttons beside the field do the same.
(() => {
  const form = document.querySelector("[data-parvis-writing]");
  if (!form) return;
  const address = (key) => form.dataset.save.replace("/answers/KEY/", `/files/${key}/`);

  function send(box, key, body) {
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", form.dataset.saving);
    const place = document.createElement("div");
    place.className = "pv-upload";
    place.append(bar);
    box.append(place);
    const request = new XMLHttpRequest();
    request.open("POST", address(key));
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
    request.addEventListener("load", () => {
      place.remove();
      if (request.status === 200 || request.status === 422) {
        const question = box.querySelector("[data-parvis-question]");
        question.outerHTML = request.responseText;
        document.body.dispatchEvent(new CustomEvent("parvis:saved"));
        box.querySelector("input[type=file], button, [tabindex]")?.focus();
      } else refused(box, request.status === 401 ? form.dataset.signedOut : form.dataset.reload);
    });
    request.addEventListener("error", () => { place.remove(); refused(box, form.dataset.uploadFailed); });
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    request.send(body);
  }

  function refused(box, text) {
    box.querySelector(".pv-upload-refused")?.remove();
    const note = Object.assign(document.createElement("p"), { className: "pv-saving pv-upload-refused", textContent: text });
    note.dataset.state = "waiting";
    note.setAttribute("role", "alert");
    box.append(note);
  }

  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file" || !input.files.length) return;
    const box = input.closest("[data-parvis-answer]");
    const body = new FormData();
    for (const file of input.files) body.append(input.name, file);
    send(box, box.dataset.parvisAnswer, body);
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=take-out]");
    if (!button) return;
    event.preventDefault();
    const box = button.closest("[data-parvis-answer]");
    const body = new FormData();
    body.set("take-out", button.value);
    send(box, box.dataset.parvisAnswer, body);
  });
})();
