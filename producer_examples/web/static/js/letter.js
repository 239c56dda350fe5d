// The letter that is looked at: its ink, what it was read as, and what else it may be.

import { make, percent } from "./dom.js";

const SIDE = 168;
const LEAST = 0.0005; // an alternative that shows as more than nothing

export function letterPanel() {
  const hint = make("p", { class: "small" }, "Point at a letter, tap it, or go to it with the arrow keys.");
  const panel = make("aside", { class: "letter", "aria-label": "The letter looked at" }, make("h3", {}, "Letter"), hint);
  const show = (char, image) => {
    const canvas = make("canvas", { width: SIDE, height: SIDE, "aria-hidden": "true" });
    cut(canvas, image, char.box);
    const top = make("div", { class: "letter-top" }, canvas, make("output", {}, char.char));
    const likely = char.alternatives.filter((other) => other.confidence >= LEAST);
    const shown = likely.length ? likely : [char];
    panel.replaceChildren(make("h3", {}, "Letter"), top, make("ul", { class: "rivals" }, ...shown.map(rival)));
  };
  return { panel, show };
}

function rival({ char, confidence }) {
  const fill = make("i");
  fill.style.width = `${100 * confidence}%`;
  return make("li", {}, make("b", {}, char), make("span", { class: "bar", "aria-hidden": "true" }, fill), make("span", {}, percent(confidence)));
}

function cut(canvas, image, [x, y, width, height]) {
  if (!image.naturalWidth) return;
  const scale = (0.8 * SIDE) / Math.max(width, height);
  const [w, h] = [width * scale, height * scale];
  canvas.getContext("2d").drawImage(image, x, y, width, height, (SIDE - w) / 2, (SIDE - h) / 2, w, h);
}
