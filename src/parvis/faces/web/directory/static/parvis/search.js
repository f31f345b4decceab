// Arrow keys walk from the search box through the results and back; the page works without.
(() => {
  const box = () => document.getElementById("directory-text");
  const results = () => [...document.querySelectorAll("[data-parvis-result]")];

  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = results();
    const here = all.indexOf(document.activeElement);
    const inBox = document.activeElement === box();
    if ((!inBox && here < 0) || !all.length || (inBox && step < 0)) return;
    event.preventDefault();
    const next = inBox ? all[0] : all[here + step];
    if (next) next.focus();
    else if (step < 0) box().focus();
  });
})();
