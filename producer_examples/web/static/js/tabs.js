// The two ways to hand something in.

import { find } from "./dom.js";

const TABS = ["draw", "picture"];

export function keepTabs() {
  for (const name of TABS) {
    find(`tab-${name}`).addEventListener("click", () => open(name));
    find(`tab-${name}`).addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const other = TABS[1 - TABS.indexOf(name)];
      open(other);
      find(`tab-${other}`).focus();
    });
  }
}

function open(name) {
  for (const each of TABS) {
    const tab = find(`tab-${each}`);
    tab.setAttribute("aria-selected", String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
    find(`panel-${each}`).hidden = each !== name;
  }
}
