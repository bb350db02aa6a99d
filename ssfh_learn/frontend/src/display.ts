import { remember } from "./site";

/** The menu for the letter size and the colours: it changes this page at once and is remembered for later pages. */
export function watchDisplay(): void {
  const menu = document.querySelector<HTMLDetailsElement>(".ssfh-display");
  if (!menu) return;
  for (const input of menu.querySelectorAll<HTMLInputElement>("input[type=radio]")) {
    input.addEventListener("change", () => {
      remember(input.name, input.value);
      apply(input.name, input.value);
    });
  }
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")!.focus();
  });
  const closeFrom = ({ target }: Event) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  };
  document.addEventListener("click", closeFrom);
  document.addEventListener("focusin", closeFrom);
}

function apply(name: string, value: string): void {
  if (name === "ssfh_size") {
    document.documentElement.dataset["size"] = value;
    return;
  }
  document.documentElement.dataset["theme"] = value;
  // The activities read their colours from this attribute, which JupyterLab also sets.
  if (value === "auto") document.body.removeAttribute("data-jp-theme-light");
  else document.body.setAttribute("data-jp-theme-light", String(value === "light"));
}
