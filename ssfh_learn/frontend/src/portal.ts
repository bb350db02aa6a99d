import { Courier } from "./courier";
import { watchDisplay } from "./display";
import { HttpModel, type Seed } from "./http_model";
import activities, { watchPrinting } from "./index";
import { Outbox } from "./outbox";
import { showWaiting } from "./outbox_notice";

const YEAR = 365 * 24 * 3600;

/** What a page of the portal needs besides its HTML: the activities, the waiting answers, and the display settings. */
function start(): void {
  const [root, person] = [meta("ssfh-root"), meta("ssfh-person")];
  const remember = (name: string, value: string) => {
    document.cookie = `${name}=${value}; path=${root}; max-age=${YEAR}; samesite=lax`;
  };
  watchDisplay(remember);
  watchWelcome(remember);
  watchPrinting();
  if (!person) return;
  const courier = new Courier(root, person, meta("ssfh-xsrf"));
  const outbox = new Outbox(courier, store(), `ssfh ${root} ${encodeURIComponent(person)} `);
  if (document.querySelector("[data-ssfh-wiped]")) outbox.empty();
  showWaiting(outbox, document.querySelector<HTMLElement>("[data-ssfh-outbox]")!);
  const models = [...document.querySelectorAll<HTMLElement>("[data-ssfh-activity]")].map((el) => {
    const model = new HttpModel(JSON.parse(el.querySelector("script")!.textContent!) as Seed, outbox, courier);
    el.replaceChildren();
    activities.render({ model, el });
    return model;
  });
  outbox.hurry();
  whenLookedAtAgain(() => {
    outbox.hurry();
    for (const model of models) void model.refresh();
  });
  addEventListener("beforeunload", (event) => outbox.hasUnstored && event.preventDefault());
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)!.content;
}

/** Null if the browser allows no store; then waiting answers are lost when the page closes. */
function store(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Another tab or device may have sent answers meanwhile. */
function whenLookedAtAgain(look: () => void): void {
  let wasAway = false;
  const away = () => (wasAway = true);
  const back = () => {
    if (wasAway && document.visibilityState === "visible") look();
    wasAway = false;
  };
  addEventListener("blur", away);
  addEventListener("focus", back);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? away() : back()));
  addEventListener("pageshow", (event) => event.persisted && look());
}

function watchWelcome(remember: (name: string, value: string) => void): void {
  const block = document.querySelector<HTMLElement>("[data-ssfh-welcome]");
  block?.querySelector("button")?.addEventListener("click", () => {
    remember("ssfh_welcomed", "1");
    block.hidden = true;
    document.querySelector<HTMLElement>("main")!.focus();
  });
}

start();
