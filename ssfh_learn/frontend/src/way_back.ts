import { keepInTab, keptInTab } from "./site";
import { words } from "./words";

const KEY = "ssfh way back";

interface Way {
  /** The step that is read meanwhile, and the page of the question. */
  to: string;
  from: string;
  /** Which activity of that page she comes from. */
  place: number;
}

/** Shows a way back on a step that a question sent her to, and brings her to that question when she takes it. */
export function watchWayBack(places: HTMLElement[]): void {
  const way = JSON.parse(keptInTab(KEY) || "null") as Way | null;
  document.addEventListener("click", ({ target }) => {
    const link = (target as Element).closest?.<HTMLAnchorElement>("a[data-ssfh-aside]");
    if (!link) return;
    const place = places.findIndex((one) => one.contains(link));
    if (link.hash) return showHere(places[place]); // the text stands on this page
    const left: Way = { to: link.pathname, from: location.pathname + location.search, place };
    keepInTab(KEY, JSON.stringify(left));
  });
  if (!way) return;
  if (way.to === location.pathname) return show(way);
  keepInTab(KEY, "null");
  if (way.from === location.pathname + location.search) bring(places[way.place]);
}

function show({ from }: Pick<Way, "from">): void {
  const line = document.createElement("p");
  line.className = "ssfh-way-back";
  const link = document.createElement("a");
  link.href = from;
  link.className = "ssfh-button";
  link.textContent = `← ${words.way_back.back}`;
  line.append(link);
  document.querySelector("main")?.prepend(line);
}

function showHere(place: HTMLElement | undefined): void {
  document.querySelector(".ssfh-way-back")?.remove();
  show({ from: "#" });
  const line = document.querySelector(".ssfh-way-back")!;
  line.addEventListener("click", (event) => {
    event.preventDefault();
    line.remove();
    bring(place);
  });
}

function bring(place: HTMLElement | undefined): void {
  const question = place?.querySelector<HTMLElement>(".ssfh-feedback") ?? place;
  question?.focus({ preventScroll: true });
  question?.scrollIntoView({ block: "start" });
}
