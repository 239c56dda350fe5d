// The text, its words marked by how sure they are, to copy and to mend.

import { make, percent, tier } from "./dom.js";

export function text(job, result, onMend) {
  const copy = make("button", { type: "button", class: "quiet" }, "Copy text");
  copy.addEventListener("click", async () => {
    copy.textContent = (await copied(job.corrected ?? result.text)) ? "Copied" : "Select the text and copy it";
    setTimeout(() => (copy.textContent = "Copy text"), 2000);
  });
  const said = make("div", { class: "said", id: "said" });
  for (const line of result.lines) said.append(make("p", {}, ...spaced(line.words, (word) => wordOf(word, onMend))));
  if (!result.lines.length) said.append(make("p", { class: "small" }, "No writing was found in the picture."));
  return make("div", {}, make("div", { class: "text-head" }, make("h3", {}, "Text"), copy), said);
}

function spaced(words, draw) {
  return words.flatMap((word, index) => (index ? [" ", draw(word)] : [draw(word)]));
}

function wordOf(word, onMend) {
  const title = `${percent(word.confidence)} sure`;
  if (!onMend) return make("span", { class: `word ${tier(word.confidence)}`, title }, word.text);
  const label = `${word.text}, ${title}; correct it`;
  const button = make("button", { type: "button", class: `word ${tier(word.confidence)}`, title: `${title}; click to correct`, "aria-label": label }, word.text);
  button.addEventListener("click", () => mend(button, word, onMend));
  return button;
}

function mend(button, word, onMend) {
  const input = make("input", { value: word.text, "aria-label": `What “${word.text}” really says`, autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  const form = make("form", { class: "mend" }, input, make("button", { class: "primary" }, "Save"));
  const back = () => { form.replaceWith(button); button.focus(); };
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") back(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = input.value.trim();
    if (said && said !== word.text && (await onMend(word, said))) {
      button.textContent = said;
      button.classList.add("mended");
    }
    back();
  });
  button.replaceWith(form);
  input.select();
}

// The clipboard is open to pages on loopback and https alone.
async function copied(said) {
  try {
    await navigator.clipboard.writeText(said);
    return true;
  } catch {
    getSelection().selectAllChildren(document.getElementById("said"));
    return document.execCommand?.("copy") ?? false;
  }
}
