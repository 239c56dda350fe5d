// Light, dark, or as the system has it.

import { find } from "./dom.js";

const KEY = "inkqueue.theme";
const THEMES = ["auto", "light", "dark"];

export function keepTheme(onChange) {
  const button = find("theme");
  const set = (theme) => {
    document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    onChange();
  };
  button.addEventListener("click", () => {
    const theme = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
    localStorage.setItem(KEY, theme);
    set(theme);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
  const kept = localStorage.getItem(KEY);
  set(THEMES.includes(kept) ? kept : "auto");
}
