// Menus of files answer to the keyboard: the focus goes into an opened menu, arrows move in it, and it comes back.
// Streamlit draws a menu at the end of the page, where Tab would reach it only after everything else.
export default function () {
  const OPENER = '[data-testid="stPopoverButton"]';
  let owner = null;

  const menu = () => document.querySelector('[data-testid="stPopoverBody"]:has(.stDownloadButton)');
  const items = () => [...(menu()?.querySelectorAll(".stDownloadButton button") || [])];

  function opened(event) {
    const button = event.target instanceof Element && event.target.closest(OPENER);
    if (!button) return;
    owner = button;
    const until = performance.now() + 1000;
    const step = () => {
      if (button.getAttribute("aria-expanded") === "true" && items().length) items()[0].focus({ preventScroll: true });
      else if (performance.now() < until) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  function close() {
    owner.focus();
    if (owner.getAttribute("aria-expanded") === "true") owner.click();
  }

  function key(event) {
    const open = menu();
    const at = document.activeElement;
    // A button that is at work is disabled and holds no focus: the menu still listens.
    if (!open || !owner || !(open.contains(at) || at === document.body)) return;
    const found = items();
    const here = found.indexOf(at);
    const goal = { ArrowDown: here + 1, ArrowUp: here < 0 ? -1 : here - 1, Home: 0, End: -1 }[event.key];
    if (goal !== undefined) {
      event.preventDefault();
      found.at(goal % found.length).focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      // From its button the browser goes on to what comes next on the page.
      close();
    }
  }

  document.addEventListener("click", opened);
  document.addEventListener("keydown", key, true);
  return () => {
    document.removeEventListener("click", opened);
    document.removeEventListener("keydown", key, true);
  };
}
