// What went wrong with a request of htmx is said where messages are; nothing else of the page changes.
(() => {
  const place = () => document.getElementById("messages");

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status < 400) return;
    event.detail.shouldSwap = event.detail.xhr.getResponseHeader("HX-Retarget") === "#messages";
    if (!event.detail.shouldSwap) tell();
  });

  document.addEventListener("htmx:sendError", () => tell());

  function tell() {
    const template = document.getElementById("parvis-no-answer");
    if (template && place()) place().replaceChildren(template.content.cloneNode(true));
  }
})();
