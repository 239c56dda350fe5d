// The queue in the page's head, and the one line that says that something is down.

import { find, make } from "./dom.js";

const part = (name) => document.querySelector(`[data-queue="${name}"]`);

export function showQueue(queue) {
  const known = queue.redis;
  const children = queue.workers.reduce((sum, worker) => sum + worker.children, 0);
  write("waiting", known ? String(queue.waiting) : "–");
  write("workers", known ? `${queue.workers.length} (${children} ${children === 1 ? "child" : "children"})` : "–", known && !queue.workers.length);
  write("rate", known && queue.per_minute != null ? String(Math.round(queue.per_minute)) : "–");
  part("workers").title = queue.workers.map((worker) => worker.name).join(", ");
  part("flower").hidden = !queue.flower;
  if (queue.flower) part("flower").querySelector("a").href = queue.flower;
}

export function showNotice(connected, queue) {
  const notice = find("notice");
  const said = !connected
    ? "The page has lost its service; it tries again by itself."
    : queue && !queue.redis ? "Redis does not answer: nothing can be sent until it is back." : "";
  notice.hidden = !said;
  if (notice.textContent !== said) notice.replaceChildren(make("span", {}, said));
}

function write(name, text, bad = false) {
  const place = part(name);
  if (place.textContent !== text) place.textContent = text;
  place.classList.toggle("bad", bad);
}
