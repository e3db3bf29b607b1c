// Links inside the app change the view without loading the page anew; notes open on hover, focus and tap.
// Streamlit answers the browser's own "popstate", so a link here is what Back and Forward are.
export default function () {
  const root = () => document.querySelector(".stApp") || document.body;
  let note = null;
  let owner = null;
  let placedAt = 0;

  function hide() {
    if (note) note.remove();
    if (owner) owner.removeAttribute("aria-describedby");
    note = null;
    owner = null;
  }

  function place(target) {
    if (owner === target) return;
    hide();
    const source = target.querySelector(":scope > .tip");
    if (!source) return;
    owner = target;
    note = document.createElement("div");
    note.className = "ro-note";
    note.id = "ro-note";
    note.setAttribute("role", "tooltip");
    target.setAttribute("aria-describedby", note.id);
    note.append(...source.cloneNode(true).childNodes);
    root().append(note);
    const rects = target.getClientRects();
    placedAt = target.getBoundingClientRect().top;
    const at = rects.length ? rects[0] : target.getBoundingClientRect();
    const box = note.getBoundingClientRect();
    const gap = 8;
    const left = Math.max(gap, Math.min(at.left, innerWidth - box.width - gap));
    const below = at.bottom + gap + box.height < innerHeight || at.top < box.height + gap;
    note.style.left = `${left}px`;
    note.style.top = `${below ? at.bottom + gap : at.top - gap - box.height}px`;
  }

  const tipped = (event) => event.target instanceof Element && event.target.closest("[data-tip]");
  const over = (event) => {
    const target = tipped(event);
    if (target) place(target);
    else if (owner && !(note && note.contains(event.target))) hide();
  };
  const focused = (event) => {
    const target = tipped(event);
    if (target && target.matches(":focus-visible")) place(target);
    else if (owner) hide();
  };

  function settle(key, scrollTo) {
    // The clicked element is drawn anew: give the focus back to its successor, and show what was asked for.
    const until = performance.now() + 3000;
    const step = () => {
      const active = document.activeElement;
      if (key && (!active || active === document.body)) {
        const next = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
        if (next) next.focus({ preventScroll: true });
      }
      const goal = scrollTo && document.querySelector(`[data-for="${CSS.escape(scrollTo)}"]`);
      if (goal) {
        const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        goal.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
        return;
      }
      if (performance.now() < until) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  function click(event) {
    const target = tipped(event);
    const link = event.target instanceof Element && event.target.closest("a[data-go]");
    if (!link) {
      if (target) place(target);
      return;
    }
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.getAttribute("href"), location.href);
    if (url.origin !== location.origin) return;
    event.preventDefault();
    hide();
    const elsewhere = url.pathname !== location.pathname;
    if (elsewhere || url.search !== location.search) {
      history.pushState({}, "", url.pathname + url.search);
      dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    }
    if (elsewhere) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    settle(link.dataset.key, link.dataset.scroll);
  }

  function key(event) {
    if (event.key === "Escape") hide();
  }

  // The scrolling that brought the owner into view may be reported after its note was placed.
  const scrolled = () => owner && Math.abs(owner.getBoundingClientRect().top - placedAt) > 8 && hide();
  document.addEventListener("click", click);
  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", focused);
  document.addEventListener("keydown", key);
  document.addEventListener("scroll", scrolled, true);
  return () => {
    hide();
    document.removeEventListener("click", click);
    document.removeEventListener("pointerover", over);
    document.removeEventListener("focusin", focused);
    document.removeEventListener("keydown", key);
    document.removeEventListener("scroll", scrolled, true);
  };
}
