// A statement under the pointer or the focus marks its answers in the other columns, with the relation and a line.
export default function ({ data }) {
  const NS = "http://www.w3.org/2000/svg";
  const all = (name) => document.querySelectorAll(`[data-st="${CSS.escape(name)}"]`);
  let current = null;
  let lines = null;

  function clear() {
    for (const e of document.querySelectorAll(".answer, .asks")) {
      e.classList.remove("answer", "asks");
      e.removeAttribute("data-word");
    }
    for (const e of document.querySelectorAll(".piece.lit")) e.classList.remove("lit");
    if (lines) lines.remove();
    lines = null;
    current = null;
  }

  function light(name) {
    for (const e of document.querySelectorAll(`[data-map~="${CSS.escape(name)}"]`)) e.classList.add("lit");
  }

  function draw(from, to) {
    const [a, b] = [from, to].map((e) => e.getBoundingClientRect());
    const right = b.left > a.right - 1;
    if (!right && a.left < b.right - 1) return;
    // Only between neighbours: across a column between them the line would run through its words.
    if ((right ? b.left - a.right : a.left - b.right) > 80) return;
    const middle = (box) => Math.max(90, Math.min(innerHeight - 8, box.top + Math.min(box.height / 2, 40)));
    const x1 = right ? a.right : a.left;
    const x2 = right ? b.left : b.right;
    const y1 = middle(a);
    const y2 = middle(b);
    const bend = (x2 - x1) / 2;
    const path = document.createElementNS(NS, "path");
    path.setAttribute("d", `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
    lines.append(path);
  }

  function mark(target) {
    if (target === current) return;
    clear();
    if (!target) return;
    current = target;
    light(target.dataset.st);
    if (!target.dataset.answers) return;
    target.classList.add("asks");
    lines = document.createElementNS(NS, "svg");
    lines.setAttribute("class", "ro-lines");
    lines.setAttribute("aria-hidden", "true");
    for (const answer of target.dataset.answers.split(";")) {
      const [name, word] = answer.split("~").map(decodeURIComponent);
      light(name);
      for (const e of all(name)) {
        e.classList.add("answer");
        e.dataset.word = e.dataset.word ? `${e.dataset.word}, ${word}` : word;
        if (!e.closest(".lane") === !target.closest(".lane")) draw(target, e);
      }
    }
    (document.querySelector(".stApp") || document.body).append(lines);
  }

  const find = (event) => (event.target instanceof Element ? event.target.closest("[data-st]") : null);
  const over = (event) => mark(find(event));
  const focused = (event) => find(event) && mark(find(event));
  const scrolled = () => {
    if (lines) lines.remove();
    lines = null;
  };
  const key = (event) => event.key === "Escape" && clear();
  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", focused);
  document.addEventListener("scroll", scrolled, true);
  document.addEventListener("keydown", key);

  // An address that asks for a statement brings it into view, once it is drawn.
  const wanted = data && data.at;
  const until = performance.now() + 4000;
  let stopped = false;
  const step = () => {
    const goal = !stopped && document.querySelector(`[data-for="${CSS.escape(`at-${wanted}`)}"]`);
    if (goal) goal.scrollIntoView({ block: "center" });
    else if (!stopped && performance.now() < until) requestAnimationFrame(step);
  };
  if (wanted && window.readoutsAt !== wanted) requestAnimationFrame(step);
  window.readoutsAt = wanted || "";
  return () => {
    stopped = true;
    clear();
    document.removeEventListener("pointerover", over);
    document.removeEventListener("focusin", focused);
    document.removeEventListener("scroll", scrolled, true);
    document.removeEventListener("keydown", key);
  };
}
