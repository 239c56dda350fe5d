// What is asked of the workers, as the job's `options` has it.

import { find } from "./dom.js";

const value = (name) => find("options").querySelector(`[name="${name}"]`).value;

export function keepOptions() {
  const show = () => {
    const kind = value("constraint");
    for (const label of find("options").querySelectorAll("[data-for]"))
      label.hidden = !label.dataset.for.split(" ").includes(kind);
  };
  find("options").addEventListener("change", show);
  show();
}

export function chosen() {
  const options = { preset: value("preset"), style: value("style"), alternatives: 5, language: value("language") === "yes" };
  return { options: { ...options, ...constraint() }, deadline: Number(value("deadline")) };
}

function constraint() {
  const [kind, name] = value("constraint").split(":");
  const matches = { matches: value("matches") };
  if (kind === "charset") return { charset: name ?? value("charset") };
  if (kind === "pattern") return { pattern: value("pattern"), ...matches };
  if (kind === "lexicon") return { lexicon: value("lexicon"), ...matches };
  if (kind === "words") return { lexicon: value("words").split("\n").map((word) => word.trim()).filter(Boolean), ...matches };
  return {};
}
