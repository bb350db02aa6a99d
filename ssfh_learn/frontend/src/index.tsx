import { render as draw } from "preact";
import { Activity } from "./frame";
import type { Model } from "./model";
import { Session } from "./session";

/** Draws one activity in el. Returns the function that takes it away again. */
function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const session = new Session(model);
  const root = el.ownerDocument.createElement("div");
  root.className = "ssfh";
  root.lang = "nl";
  // JupyterLab would read an "a" or "dd" typed here as a command for the cell; this attribute tells it not to.
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("keydown", keepHere);
  el.append(root);
  draw(<Activity session={session} />, root);

  const flushWhenHidden = () => document.visibilityState === "hidden" && session.handOver();
  document.addEventListener("visibilitychange", flushWhenHidden);
  return () => {
    document.removeEventListener("visibilitychange", flushWhenHidden);
    root.removeEventListener("keydown", keepHere);
    session.close();
    draw(null, root);
    root.remove();
  };
}

function keepHere(event: Event): void {
  event.stopPropagation();
}

// Pages of the portal say their own sentences with these.
export { countOf, fill, words } from "./words";
export default { render };
