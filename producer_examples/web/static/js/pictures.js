// Pictures that are dropped, pasted, chosen or photographed, and small copies of them.

import { find } from "./dom.js";

const THUMB = 240;

export function whenHandedIn(take) {
  for (const [button, input] of [["choose", "files"], ["photo", "camera"]]) {
    find(button).addEventListener("click", () => find(input).click());
    find(input).addEventListener("change", (event) => {
      take([...event.target.files]);
      event.target.value = "";
    });
  }
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) take(files);
  });
  whenDropped(take);
}

function whenDropped(take) {
  let inside = 0;
  const show = () => document.body.classList.toggle("dropping", inside > 0);
  document.addEventListener("dragenter", () => { inside += 1; show(); });
  document.addEventListener("dragleave", () => { inside -= 1; show(); });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    inside = 0;
    show();
    const files = [...event.dataTransfer.files];
    if (files.length) take(files);
  });
}

// A data: URL that fits into the browser's own memory; null for what it cannot show.
export async function thumbnail(picture) {
  try {
    const bitmap = await createImageBitmap(picture);
    const scale = Math.min(1, THUMB / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return canvas.toDataURL("image/jpeg", 0.7);
  } catch {
    return null;
  }
}
