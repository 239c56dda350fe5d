// The picture with its boxes. Characters are buttons: the arrow keys go from one to the next.

import { make, percent, tier } from "./dom.js";

export function picture(result, source, onLetter) {
  const { width, height } = result.page;
  const image = make("img", { src: source, alt: `The picture, read as: ${result.text || "nothing"}` });
  const frame = make("div", { class: "picture" }, image);
  frame.style.setProperty("--ratio", width / height);
  image.addEventListener("error", () => image.replaceWith(gone()));
  for (const line of result.lines) {
    frame.append(place(make("span", { class: "box line", "aria-hidden": "true" }), line.box, result.page));
    for (const word of line.words)
      frame.append(place(make("span", { class: "box word", "aria-hidden": "true" }), word.box, result.page));
  }
  for (const word of result.left_out ?? [])
    frame.append(place(make("span", { class: "box out", title: "Left out as print", "aria-hidden": "true" }), word.box, result.page));
  const letters = result.lines.flatMap((line) => line.words.flatMap((word) => word.characters.map((char) => ({ char, word }))));
  const buttons = letters.map(({ char, word }) => place(letter(char, word), char.box, result.page));
  const select = walk(buttons, (index) => onLetter(letters[index].char, image));
  if (buttons.length) for (const name of ["load", "error"]) image.addEventListener(name, () => select(0));
  frame.append(make("div", { role: "group", "aria-label": "Characters; the arrow keys go from one to the next" }, ...buttons));
  return frame;
}

function gone() {
  const why = "The picture is not shown: it is kept for an hour, and this browser may not know its format.";
  return make("p", { class: "gone" }, why);
}

function letter(char, word) {
  const others = char.alternatives.filter((other) => other.char !== char.char);
  const rivals = others.length ? `; or ${others.map((o) => `${o.char} ${percent(o.confidence)}`).join(", ")}` : "";
  const label = `${char.char}, ${percent(char.confidence)}, in ${word.text}${rivals}`;
  return make("button", { type: "button", class: `box char ${tier(char.confidence)}`, "aria-label": label, "aria-pressed": "false", tabindex: "-1" });
}

function place(element, [x, y, width, height], page) {
  Object.assign(element.style, {
    left: `${(100 * x) / page.width}%`,
    top: `${(100 * y) / page.height}%`,
    width: `${(100 * width) / page.width}%`,
    height: `${(100 * height) / page.height}%`,
  });
  return element;
}

const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

// One of them is in the tab order; the others are reached from it.
function walk(buttons, choose) {
  const select = (index) => {
    buttons.forEach((button, at) => {
      button.tabIndex = at === index ? 0 : -1;
      button.setAttribute("aria-pressed", String(at === index));
    });
    choose(index);
  };
  buttons.forEach((button, index) => {
    for (const name of ["pointerenter", "focus", "click"]) button.addEventListener(name, () => select(index));
    button.addEventListener("keydown", (event) => {
      const move = MOVES[event.key];
      if (move === undefined) return;
      event.preventDefault();
      buttons[Math.max(0, Math.min(buttons.length - 1, index + move))].focus();
    });
  });
  return select;
}
