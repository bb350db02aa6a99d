/** The menu with the size of letters and the colours: changes the page at once, and remembers it for the next ones. */
export function watchDisplay(remember: (name: string, value: string) => void): void {
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
  // The same attribute by which JupyterLab tells the activities which colours to use.
  if (value === "auto") document.body.removeAttribute("data-jp-theme-light");
  else document.body.setAttribute("data-jp-theme-light", String(value === "light"));
}
