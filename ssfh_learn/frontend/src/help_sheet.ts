/** The help of a page: every link to it opens it as a modal sheet, which Escape and a tap beside it close.
 *
 *  Without this script the same links show it by `:target`, as long as it has no mark that it lives.
 */
export function watchHelp(): void {
  const sheet = document.querySelector<HTMLDialogElement>("dialog.ssfh-help");
  if (!sheet?.showModal) return;
  sheet.dataset["live"] = "";
  const close = buttonFor(sheet.querySelector<HTMLAnchorElement>("[data-ssfh-close]")!);
  const opener = buttonFor(document.querySelector<HTMLAnchorElement>(".ssfh-help-link")!);
  opener.setAttribute("aria-haspopup", "dialog");
  const open = () => {
    if (!sheet.open) sheet.showModal();
    sheet.scrollTop = 0;
  };
  opener.addEventListener("click", open);
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close());
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('a[href="#hulp"]')) return;
    event.preventDefault();
    open();
  });
  if (location.hash === "#hulp") {
    history.replaceState(history.state, "", location.pathname + location.search); // a reload need not open it again
    open();
  }
}

/** A button in the place of a link that only works without a script. */
function buttonFor(link: HTMLAnchorElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.textContent = link.textContent;
  link.replaceWith(button);
  return button;
}
