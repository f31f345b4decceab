// What improves every page: menus that close, dialogs that confirm, focus on what went wrong. Pages work without it.
(() => {
  const menus = () => document.querySelectorAll("details.pv-menu[open]");

  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of menus()) {
        menu.open = false;
        if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      }
    }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const box = [...document.querySelectorAll("[data-parvis-search]")].find((field) => field.offsetParent);
      if (box) { event.preventDefault(); box.focus(); }
    }
  });

  // A link to a confirmation page opens the dialog that asks the same question.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-parvis-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.parvisDialog);
      if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
      return;
    }
    const closer = event.target.closest("[data-parvis-close]");
    if (closer) { event.preventDefault(); closer.closest("dialog")?.close(); }
  });

  // A form that was refused: the summary of errors takes the focus, on a full page as after a swap.
  const focusErrors = (where) => where.querySelector("[data-parvis-errors]")?.focus();
  focusErrors(document);
  document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.target));

  // A form that sends itself when a choice changes keeps its button for those without scripts.
  document.addEventListener("change", (event) => event.target.closest("[data-parvis-autosubmit]")?.requestSubmit());
  document.documentElement.dataset.parvisScripts = "on";
})();
