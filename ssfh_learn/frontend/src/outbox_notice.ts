import type { Outcome } from "./courier";
import type { Letter } from "./letter";
import type { Outbox } from "./outbox";
import { typedIn } from "./slots";
import { fill, moment, words } from "./words";

/** How long the notice stays that everything is saved again. */
export const GOOD_NEWS = 8000;

/** After so long the notice says that the browser may not keep them much longer: a phone may empty it after a week. */
export const LONG = 24 * 3600 * 1000;

/** Shows on every page that something still waits, and which answers of an earlier page could not be saved. */
export function showWaiting(outbox: Outbox, place: HTMLElement): void {
  let hasWaited = false;
  const line = place.appendChild(document.createElement("div"));
  const update = () => {
    const { size, reason } = outbox;
    place.dataset["state"] = size > 0 && reason ? "waiting" : "sent";
    if (size > 0 && reason) {
      const texts = [words.outbox.not_saved, words.outbox[reason.why], atRisk(outbox)];
      hasWaited = true;
      const logIn = reason.why === "login" ? link(words.outbox.to_login, location.href) : null;
      if (outbox.hasUnstored) logIn?.setAttribute("target", "_blank"); // to leave this page would lose them
      show(line, texts.filter(Boolean).join(" "), logIn);
    } else if (hasWaited) {
      hasWaited = false;
      const news = outbox.isWiped ? words.outbox.wiped : words.outbox.sent;
      show(line, news, null);
      setTimeout(() => line.dataset["said"] === news && show(line, "", null), GOOD_NEWS);
    }
  };
  outbox.listen((letter, outcome, isFound) => {
    update();
    // An answer of this page is still in its field, with the reason beside it.
    const why = refusedWith(outcome);
    if (why !== null && isFound) place.append(refusal(letter, why));
  });
}

/** What may happen to answers that wait; empty while they are safe in this browser. */
function atRisk(outbox: Outbox): string {
  if (outbox.hasUnstored) return words.outbox.unstored;
  const since = outbox.waitsSince;
  if (since === null || Date.now() - since < LONG) return "";
  return fill(words.outbox.long, { since: moment(new Date(since).toISOString()) });
}

/** Why the server or the activity refused an answer; null if it was accepted. */
function refusedWith(outcome: Outcome): string | null {
  if (outcome.state === "refused") return outcome.message;
  return outcome.state === "answered" && outcome.reply.saved.state === "refused" ? outcome.reply.saved.message : null;
}

/** Changes only the parts that differ, so that a screen reader reads them once. */
function show(line: HTMLElement, text: string, more: HTMLElement | null): void {
  if (line.dataset["said"] === text) return;
  line.dataset["said"] = text;
  line.replaceChildren(...(text ? [paragraph(text)] : []), ...(more ? [more] : []));
}

function refusal(letter: Letter, message: string): HTMLElement {
  const box = document.createElement("div");
  const texts = typedIn(letter.response).map((text) => paragraph(fill(words.outbox.typed, { text })));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ssfh-link";
  button.textContent = words.outbox.remove;
  button.addEventListener("click", () => box.remove());
  box.append(paragraph([words.outbox.refused, message].filter(Boolean).join(" ")), ...texts, button);
  return box;
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

function link(text: string, href: string): HTMLElement {
  const made = document.createElement("a");
  made.textContent = text;
  made.href = href;
  return made;
}
