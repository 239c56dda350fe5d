// The text, its words marked by how sure they are, to copy and to mend.

import { make, percent, tier } from "./dom.js";
import { mended } from "./mend.js";

// `send(at, text, say)` sends what a word really says; whether that worked. Then `changed` is called.
export function text(job, result, send, changed) {
  const onMend = async (...what) => {
    const sent = await send(...what);
    if (sent) changed();
    return sent;
  };
  const copy = make("button", { type: "button", class: "quiet" }, "Copy text");
  copy.addEventListener("click", async () => {
    copy.textContent = (await copied(mended(result, job.mends))) ? "Copied" : "Select the text and copy it";
    setTimeout(() => (copy.textContent = "Copy text"), 2000);
  });
  const told = make("p", { class: "small", role: "status" }, result.lines.length ? "A word is wrong? Click it." : "");
  const said = make("div", { class: "said", id: "said" }, ...result.lines.map((line, at) => lineOf(line, at, job, told, onMend)));
  if (!result.lines.length) said.append(make("p", { class: "small" }, "No writing was found in the picture."));
  return make("div", {}, make("div", { class: "text-head" }, make("h3", {}, "Text"), copy), said, told);
}

function lineOf(line, at, job, told, onMend) {
  const words = line.words.map((word, place) => wordOf(word, { line: at, word: place }, job, told, onMend));
  return make("p", {}, ...words.flatMap((word, index) => (index ? [" ", word] : [word])));
}

function wordOf(word, at, job, told, onMend) {
  const said = job.mends?.[`${at.line}/${at.word}`];
  const button = make("button", { type: "button" });
  dress(button, said ?? word.text, said ? "mended" : tier(word.confidence), said ? "corrected" : `${percent(word.confidence)} sure`);
  button.addEventListener("click", () => ask(button, word, (text) => onMend(at, text, (news) => (told.textContent = news))));
  return button;
}

function dress(button, text, kind, sure) {
  button.textContent = text;
  button.className = `word ${kind}`;
  button.title = `${sure}; click to correct`;
  button.setAttribute("aria-label", `${text}, ${sure}; correct it`);
}

function ask(button, word, send) {
  const input = make("input", { value: button.textContent, list: "readings", "aria-label": `What “${word.text}” really says`, autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: "200" });
  const others = make("datalist", { id: "readings" }, ...word.readings.map((reading) => make("option", { value: reading.text })));
  const form = make("form", { class: "mend" }, input, others, make("button", { class: "primary" }, "Save"));
  const back = () => { form.replaceWith(button); button.focus(); };
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") back(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = input.value.trim();
    if (said && (await send(said))) dress(button, said, "mended", "corrected");
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
