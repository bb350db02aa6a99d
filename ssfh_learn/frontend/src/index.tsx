import { render as draw } from "preact";
import { Activity } from "./frame";
import { forKindsApart } from "./loaded_apart";
import type { Model } from "./model";
import { Session } from "./session";

interface Drawing {
  model: Model;
  el: HTMLElement;
}

/** Draws one activity in el. Returns a function that removes it. */
function render({ model, el }: Drawing): () => void {
  const session = new Session(model);
  const root = el.ownerDocument.createElement("div");
  root.className = "ssfh";
  root.lang = "nl";
  // This attribute keeps JupyterLab from reading an "a" or "dd" that is typed here as a command for the cell.
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("keydown", keepHere);
  el.append(root);
  draw(<Activity session={session} isTitled={el.hasAttribute("data-ssfh-titled")} />, root);

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

Object.assign(globalThis, { ssfhLearn: forKindsApart });
export { forKindsApart };

export { drawReadAloud } from "./read_aloud";
export { whenVoice } from "./speech";
// The pages of the portal use these for their own sentences, and when they are printed.
export { watchPrinting } from "./print";
export { countOf, fill, moment, words } from "./words";
export default { render };
