// The columns scroll as one: what answers what stays at one height, and between answers the way is shared out evenly.
export default function ({ data }) {
  const panes = () => [...document.querySelectorAll(".ro [data-together] .text")];
  const scrolls = (pane) => pane.scrollHeight > pane.clientHeight + 2;
  const room = (pane) => pane.scrollHeight - pane.clientHeight;
  const scene = (data && data.scene) || "";
  const places = (window.readoutsPlaces ||= {});
  const settings = new WeakMap();
  let asked = 0;

  // Where a statement stands in its pane.
  const middle = (pane, e) => {
    const box = e.getBoundingClientRect();
    return box.top - pane.getBoundingClientRect().top + pane.scrollTop + Math.min(box.height / 2, 60);
  };

  // Statements with their answers as places, the longest run that is in the same order on both sides.
  function anchors(from, to) {
    const there = new Map([...to.querySelectorAll("[data-st]")].map((e) => [e.dataset.st, e]));
    const found = [];
    for (const e of from.querySelectorAll("[data-answers]")) {
      for (const answer of e.dataset.answers.split(";")) {
        const other = there.get(decodeURIComponent(answer.split("~")[0]));
        if (other) found.push([middle(from, e), middle(to, other)]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const best = found.map(() => [1, -1]);
    for (let i = 0; i < found.length; i++)
      for (let j = 0; j < i; j++)
        if (found[j][0] < found[i][0] && found[j][1] < found[i][1] && best[j][0] + 1 > best[i][0])
          best[i] = [best[j][0] + 1, j];
    const chain = [[from.scrollHeight, to.scrollHeight]];
    let i = best.reduce((top, b, n) => (top < 0 || b[0] > best[top][0] ? n : top), -1);
    for (; i >= 0; i = best[i][1]) chain.push(found[i]);
    chain.push([0, 0]);
    return chain.reverse();
  }

  function follow(from) {
    // The line that is kept level wanders from the top of the pane to its foot, so that beginnings and ends meet too.
    const level = from.scrollTop * (1 + from.clientHeight / Math.max(1, room(from)));
    const line = Math.min(level, from.scrollHeight);
    for (const to of panes()) {
      if (to === from || !scrolls(to)) continue;
      const chain = anchors(from, to);
      const next = Math.max(1, chain.findIndex(([y], n) => n > 0 && y >= line));
      const [[x0, y0], [x1, y1]] = [chain[next - 1], chain[next]];
      const goal = y0 + ((y1 - y0) * (line - x0)) / Math.max(1, x1 - x0);
      put(to, goal / (1 + to.clientHeight / Math.max(1, room(to))));
    }
  }

  function put(pane, top) {
    const before = pane.scrollTop;
    pane.scrollTop = Math.max(0, Math.min(room(pane), top));
    // The browser will report this scrolling like a reader's; it is told apart by its place.
    if (pane.scrollTop !== before) settings.set(pane, pane.scrollTop);
  }

  function scrolled({ target }) {
    if (!(target instanceof Element) || !target.matches(".ro [data-together] .text")) return;
    places[target.dataset.pane] = target.scrollTop;
    if (settings.has(target) && Math.abs(settings.get(target) - target.scrollTop) < 2) {
      settings.delete(target);
      return;
    }
    settings.delete(target);
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => follow(target));
  }

  // Answers come to the height of the statement that is pressed.
  function pressed(event) {
    const e = event.target instanceof Element && event.target.closest(".text [data-answers]");
    if (!e || event.target.closest("a, button, summary") || !e.closest("[data-together]")) return;
    if (event.type === "keydown" && event.key !== "Enter") return;
    const level = e.getBoundingClientRect().top;
    const done = new Set();
    for (const answer of e.dataset.answers.split(";")) {
      const name = decodeURIComponent(answer.split("~")[0]);
      const other = document.querySelector(`[data-together] .text [data-st="${CSS.escape(name)}"]`);
      const pane = other && other.closest(".text");
      if (!pane || done.has(pane) || pane.contains(e)) continue;
      done.add(pane);
      put(pane, pane.scrollTop + other.getBoundingClientRect().top - level);
    }
  }

  // A page is drawn twice: without answers, then with them. Its columns keep their places; a new topic opens at its words.
  if (window.readoutsScene !== scene) for (const name of Object.keys(places)) delete places[name];
  window.readoutsScene = scene;
  function place() {
    for (const pane of panes()) {
      if (pane.placed) continue;
      pane.placed = true;
      const first = pane.querySelector(".st.on");
      const kept = places[pane.dataset.pane];
      if (kept !== undefined) put(pane, kept);
      else if (first) put(pane, middle(pane, first) - Math.min(90, pane.clientHeight / 4));
    }
  }
  const watch = new MutationObserver(place);
  watch.observe(document.body, { childList: true, subtree: true });
  place();

  document.addEventListener("scroll", scrolled, true);
  document.addEventListener("click", pressed);
  document.addEventListener("keydown", pressed);
  return () => {
    watch.disconnect();
    cancelAnimationFrame(asked);
    document.removeEventListener("scroll", scrolled, true);
    document.removeEventListener("click", pressed);
    document.removeEventListener("keydown", pressed);
  };
}
