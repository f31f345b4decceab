// The results of a search as points on a map of our own: no tile server, the departments are the ground.
(() => {
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const status = (box, text) => { box.querySelector("[data-parvis-map-status]").textContent = text; };

  async function fetched(url) {
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.json();
  }

  // Leaflet comes only where a map is looked at; the promise is kept, so that it comes once. It measures what it draws:
  // without its styles it would measure wrongly.
  const added = (tag, values) => new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement(tag), values, { onload: resolve, onerror: reject }));
  });
  let library;
  function leaflet({ styles, scripts }) {
    library ??= (async () => {
      await added("link", { rel: "stylesheet", href: styles });
      for (const src of scripts.split(" ")) await added("script", { src });
    })();
    return library;
  }

  // Content of an icon: the number to see, and the sentence that is its name.
  function face(className, shown, name) {
    const outer = document.createElement("span");
    const number = Object.assign(document.createElement("span"), { textContent: shown });
    number.setAttribute("aria-hidden", "true");
    outer.append(number, Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: name }));
    const size = shown ? 34 : 22;
    return L.divIcon({ className, html: outer, iconSize: [size, size] });
  }

  function listOf(place, words) {
    const list = Object.assign(document.createElement("ul"), { className: "pv-map-popup" });
    const line = (text, href) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("a"), { textContent: text, href }));
      list.append(item);
    };
    for (const [name, href] of place.names) line(name, href);
    if (place.more) line(say(words.more, { place: place.more[0] }), place.more[1]);
    else if (place.count > place.names.length) {
      list.append(Object.assign(document.createElement("li"), { textContent: `+ ${place.count - place.names.length}` }));
    }
    return list;
  }

  function markerOf(place, words) {
    const title = place.count === 1 ? place.names[0][0] : say(words.many, { count: place.count });
    const icon = face("pv-map-marker", place.count > 1 ? place.count : "", title);
    const marker = L.marker(place.at, { icon, count: place.count, keyboard: true });
    marker.bindPopup(() => listOf(place, words), { closeButton: true });
    return marker.bindTooltip(title);
  }

  function clusters(words) {
    return L.markerClusterGroup({
      maxClusterRadius: 48,
      showCoverageOnHover: false,
      chunkedLoading: true,
      animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      iconCreateFunction: (cluster) => {
        const count = cluster.getAllChildMarkers().reduce((sum, marker) => sum + marker.options.count, 0);
        return face("pv-map-marker pv-map-cluster", count, say(words.cluster, { count }));
      },
    });
  }

  // Leaflet hides a popup while it measures it; our shortened transitions keep it so for a frame, and what is invisible
  // takes no focus.
  function focusWhenVisible(element, frames = 30) {
    if (getComputedStyle(element).visibility === "visible") element.focus();
    else if (frames) requestAnimationFrame(() => focusWhenVisible(element, frames - 1));
  }

  // Leaflet moves the focus nowhere when a popup opens: whoever pressed Enter wants its first link.
  function focusOnOpen(map) {
    map.on("popupopen", ({ popup }) => {
      const close = popup.getElement().querySelector(".leaflet-popup-close-button");
      if (close) close.setAttribute("aria-label", map.words.close);
      focusWhenVisible(popup.getElement().querySelector(".pv-map-popup a"));
    });
    map.on("popupclose", ({ popup }) => popup._source?.getElement?.()?.focus());
  }

  function build(box, canvas, ground, places) {
    const words = box.dataset;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(canvas, {
      attributionControl: false, zoomControl: false, minZoom: 4, maxZoom: 14, zoomSnap: 0.25,
      fadeAnimation: !calm, zoomAnimation: !calm, scrollWheelZoom: false,
    });
    map.words = words;
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    L.geoJSON(ground, { interactive: false, style: { className: "pv-map-shape" } }).addTo(map);
    const group = clusters(words);
    group.addLayers(places.map((place) => markerOf(place, words)));
    group.addTo(map);
    focusOnOpen(map);
    const mainland = L.latLngBounds([41.3, -5.2], [51.1, 9.6]);
    const near = places.filter((place) => mainland.contains(place.at));
    const seen = near.length ? near : places;
    map.fitBounds(seen.length ? L.latLngBounds(seen.map((place) => place.at)).pad(0.05) : mainland, { maxZoom: 10 });
    return map;
  }

  function offerViews(box, map) {
    const views = box.querySelector("[data-parvis-map-views]");
    views.hidden = false;
    views.addEventListener("click", (event) => {
      const bounds = event.target.closest("[data-parvis-map-view]")?.dataset.parvisMapView.split(",").map(Number);
      if (bounds) map.fitBounds([bounds.slice(0, 2), bounds.slice(2)]);
    });
  }

  async function draw(box) {
    if (box.dataset.drawn) return;
    box.dataset.drawn = "yes";
    try {
      const wanted = [fetched(box.dataset.ground), fetched(box.dataset.points), leaflet(box.dataset)];
      const [ground, found] = await Promise.all(wanted);
      if (found.cut) { status(box, box.dataset.cut); return; }
      const canvas = box.querySelector("[data-parvis-map-canvas]");
      document.getElementById(box.dataset.fallback).hidden = true;
      canvas.hidden = false;
      canvas.setAttribute("role", "region");
      canvas.setAttribute("aria-label", box.dataset.label);
      offerViews(box, build(box, canvas, ground, found.places));
    } catch (error) {
      status(box, box.dataset.failed);
      console.warn(error);
    }
  }

  const drawAll = () => document.querySelectorAll("[data-parvis-map]").forEach(draw);
  document.addEventListener("htmx:afterSettle", drawAll);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", drawAll);
  else drawAll();
})();
