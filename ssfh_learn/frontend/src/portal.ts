import { Courier } from "./courier";
import { watchDisplay } from "./display";
import { takeOver } from "./early";
import { watchExplainedWords } from "./explained_words";
import { watchHelp } from "./help_sheet";
import { HttpModel, type Seed } from "./http_model";
import activities, { drawReadAloud, watchPrinting, whenVoice } from "./index";
import { watchLinksOffline } from "./offline_link";
import { Outbox } from "./outbox";
import { showWaiting } from "./outbox_notice";
import { keepInTab, keptInTab, meta, remember } from "./site";
import { watchBar } from "./stuck_bar";
import { WHOSE } from "./waiting_here";
import { watchWayBack } from "./way_back";

/** Under which name a tab keeps when a page of it last heard an answer. */
const ANSWERED = "ssfh answered";
/** Logging out never waits longer than this for a browser. */
const LONGEST_DROP = 1000;
/** After so long on one step its module is being read, and the rest of its texts may come. */
const READ_FOR_A_WHILE = 30_000;

/** What a page of the portal needs besides its HTML: the activities, the waiting answers, and the display settings. */
function start(): void {
  const [root, person] = [meta("root"), meta("person")];
  watchDisplay();
  watchHelp();
  watchExplainedWords();
  watchWelcome();
  readStepAloud();
  watchBar(document.querySelector(".ssfh-portal-bar"));
  watchPrinting();
  focusInPlace();
  openTarget();
  addEventListener("hashchange", openTarget);
  const ticks = document.querySelector<HTMLElement>("[data-ssfh-ticks]");
  if (ticks) void import("./later").then(({ countTicks }) => countTicks(ticks));
  if (!person) return;
  const courier = new Courier(root, person, meta("xsrf"));
  const prefix = `ssfh ${root} ${encodeURIComponent(person)} `;
  const outbox = new Outbox(courier, store(), prefix);
  keepInTab(WHOSE, prefix);
  const isWiped = document.querySelector("[data-ssfh-wiped]") !== null;
  if (isWiped) {
    outbox.empty();
    forgetInTab();
  }
  document.querySelector("[data-ssfh-log-out]")?.addEventListener("click", forgetInTab);
  void watchTexts(root, isWiped).catch(() => undefined); // a browser that has no room shows pages as before
  keepWhatWaits(outbox);
  watchLinksOffline(outbox);
  showWaiting(outbox, document.querySelector<HTMLElement>("[data-ssfh-outbox]")!);
  const places = [...document.querySelectorAll<HTMLElement>("[data-ssfh-activity]")];
  const models = places.map((el) => {
    const model = new HttpModel(JSON.parse(el.querySelector("script")!.textContent!) as Seed, outbox, courier);
    void takeOver(el, () => {
      el.replaceChildren();
      activities.render({ model, el });
    });
    return model;
  });
  watchWayBack(places);
  const refresh = () => models.forEach((model) => void model.refresh());
  outbox.hurry();
  if (isMadeBeforeAnswer()) refresh();
  outbox.listen((_letter, { state }) => state === "answered" && keepInTab(ANSWERED, String(Date.now())));
  whenLookedAtAgain(() => {
    outbox.hurry();
    refresh();
  });
  addEventListener("beforeunload", (event) => outbox.hasUnstored && event.preventDefault());
}

/** Whether the page before this one heard an answer after this one was asked for, which may then not show it yet. */
function isMadeBeforeAnswer(): boolean {
  return Number(keptInTab(ANSWERED)) > Date.now() - performance.now();
}

/** Null if the browser allows no store; then waiting answers are lost when the page closes. */
function store(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** What this browser keeps to read goes when everything is deleted, and when she logs out. */
async function watchTexts(root: string, isWiped: boolean): Promise<void> {
  if (!("caches" in globalThis)) return;
  const logOut = document.querySelector<HTMLAnchorElement>("[data-ssfh-log-out]");
  logOut?.addEventListener("click", (event) => {
    // A browser that allows no store holds no texts, and she must be able to log out of it.
    const isGone = dropTexts().catch(() => undefined);
    const dropped = Promise.race([isGone, new Promise((go) => setTimeout(go, LONGEST_DROP))]);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab logs out
    event.preventDefault();
    void dropped.then(() => location.assign(logOut.href));
  });
  if (isWiped) return dropTexts();
  const [texts, isKept] = [meta("texts"), (await caches.keys()).length > 0];
  const keep = async (address: string) => (await import("./later")).keepTexts(root, address);
  // The first page of a visit loads nothing that it does not show, until she has read for a while.
  const isSecondStep = texts !== "" && document.referrer.includes(texts.split("tekst?")[0]!);
  if (isSecondStep) return keep(texts);
  if (isKept) await keep("");
  if (texts) setTimeout(() => void keep(texts).catch(() => undefined), READ_FOR_A_WHILE);
}

/** Drops what this tab keeps by itself, such as a form that was not saved yet. */
function forgetInTab(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("ssfh ")) sessionStorage.removeItem(key);
  } catch {
    // A browser that allows no store keeps nothing.
  }
}

async function dropTexts(): Promise<void> {
  if ((await caches.keys()).length > 0) await (await import("./later")).dropTexts();
}

/** Asks the browser, once answers wait, not to empty its store by itself; some browsers ask her first. */
function keepWhatWaits(outbox: Outbox): void {
  let isAsked = false;
  outbox.listen((_letter, { state }) => {
    if (state !== "waiting" || isAsked) return;
    isAsked = true;
    void navigator.storage?.persist?.().catch(() => undefined);
  });
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

function readStepAloud(): void {
  const place = document.querySelector<HTMLElement>("[data-ssfh-read-aloud]");
  if (!place) return;
  whenVoice(async () => {
    const { show, spokenIn } = await import("./later");
    let spoken: ReturnType<typeof spokenIn> = [];
    const texts = () => {
      spoken = spokenIn(document.querySelectorAll("main > h1, main > .ssfh-text"));
      return spoken.map(({ text }) => text);
    };
    const onText = (number: number | null) => show(number === null ? null : (spoken[number] ?? null));
    drawReadAloud(place, { texts, onText });
  });
}

/** Puts the focus where a page says to begin, if that is in sight; a cursor below a long page is lost. */
function focusInPlace(): void {
  const place = document.querySelector<HTMLElement>("[data-ssfh-focus]");
  if (place && place.getBoundingClientRect().bottom <= innerHeight) place.focus({ preventScroll: true });
}

/** A link to a folded part opens it. */
function openTarget(): void {
  const part = document.getElementById(location.hash.slice(1));
  if (part instanceof HTMLDetailsElement) part.open = true;
}

function watchWelcome(): void {
  const block = document.querySelector<HTMLElement>("[data-ssfh-welcome]");
  block?.querySelector("button")?.addEventListener("click", () => {
    remember("ssfh_welcomed", "1");
    block.hidden = true;
    document.querySelector<HTMLElement>("main")!.focus();
  });
}

start();
