import { expect, test, vi } from "vitest";
import { fillPage, watchPrinting } from "../src/print";
import type { AnyView } from "../src/model";
import { draw } from "./drawing";
import * as s from "./samples";

test("a printed card holds the typed text as ordinary text and no buttons to print", async () => {
  const { user, screen, el } = draw(s.conversationCard);
  await user.click(screen.getByRole("button", { name: "Wat geeft energie?" }));
  await user.type(screen.getByLabelText(/blij van thuis/), "<b>dank</b>");
  const page = document.implementation.createHTMLDocument();
  fillPage(page, el.querySelector(".ssfh-activity")!);
  expect(page.title).toBe("Gesprekskaart werkdruk");
  expect(page.body.textContent).toContain("<b>dank</b>");
  expect(page.querySelector("textarea, b, .ssfh-not-printed")).toBeNull();
});

function printed(view: AnyView, name = ""): Document {
  const { el } = draw(view);
  if (name) document.head.insertAdjacentHTML("beforeend", `<meta name="ssfh-name" content="${name}">`);
  const page = document.implementation.createHTMLDocument();
  fillPage(page, el.querySelector(".ssfh-activity")!, new Date("2026-11-21T23:30:00Z"));
  document.head.replaceChildren();
  return page;
}

test("on paper stands whose it is and of which day, and nothing that was not filled in", () => {
  const page = printed(s.actionPlan, "Noor de Vries");
  const said = page.body.textContent!;
  expect(page.querySelector(".ssfh-printed-by")!.textContent).toBe("Noor de Vries, 22 november 2026");
  expect(said).toContain("Pauze nemen");
  expect(said).not.toContain("Mijn team");
  expect(said).not.toContain("even naar buiten"); // the example
  expect(page.querySelectorAll(".ssfh-row").length).toBe(1);
});

test("of a card only the themes with a note are printed, and the agreements that were made", () => {
  const page = printed(s.conversationCard);
  expect(page.querySelector(".ssfh-printed-by")!.textContent).toBe("22 november 2026");
  expect([...page.querySelectorAll("h3")].map((one) => one.textContent)).toEqual(["Wat kost energie?", "Onze afspraken"]);
  expect(page.body.textContent).toContain("Vaste beluren");
});

test("on paper does not stand that it is for her alone, because she takes it to a meeting", () => {
  const { el } = draw(s.conversationCard, { private: true });
  const page = document.implementation.createHTMLDocument();
  fillPage(page, el.querySelector(".ssfh-activity")!);
  expect(page.body.textContent).not.toContain("Alleen voor jou.");
});

test("a heading of agreements without any is not printed", () => {
  const page = printed({ ...s.conversationCard, agreements: [] } as AnyView);
  expect([...page.querySelectorAll("h3")].map((one) => one.textContent)).toEqual(["Wat kost energie?"]);
});

test("what is wholly empty is printed whole, to fill in with a pen", () => {
  const page = printed(s.reflection);
  expect(page.body.textContent).toContain("Wat neem je mee?");
  expect(page.querySelectorAll(".ssfh-written").length).toBe(1);
});

test("a page that a browser prints has no empty forms as long as it is printed, and says of which day it is", async () => {
  document.body.innerHTML = "<main></main>";
  const { el, user, screen } = draw(s.actionPlan);
  await user.click(screen.getByRole("button", { name: "Mijn team" })); // a level has no form before it is chosen
  watchPrinting();
  dispatchEvent(new Event("beforeprint"));
  expect(el.querySelectorAll(".ssfh-row[data-ssfh-empty]").length).toBe(1); // the first row of one level; in another, no next one was asked for
  expect(el.querySelectorAll(".ssfh-row:not([data-ssfh-empty])").length).toBe(1);
  expect(document.querySelector("main > .ssfh-printed-by")!.textContent).toMatch(/^\d+ \w+ \d{4}$/);
  dispatchEvent(new Event("afterprint"));
  expect(document.querySelector("[data-ssfh-empty], .ssfh-printed-by")).toBeNull();
});

test("what is folded is open on paper and folded again afterwards, but an example beside what she filled in is not printed", () => {
  const fold = (name: string, more = "") => `<details ${more} id="${name}"><summary>${name}</summary>tekst</details>`;
  document.body.innerHTML = `<main>${fold("bronnen")}${fold("al-open", "open")}${fold("stappen", 'class="ssfh-all-steps"')}</main>`;
  const { el } = draw(s.actionPlan);
  document.querySelector("main")!.append(el);
  const example = el.querySelector("details")!;
  const isOpen = () => ["bronnen", "al-open", "stappen"].map((id) => (document.getElementById(id) as HTMLDetailsElement).open);
  watchPrinting();
  dispatchEvent(new Event("beforeprint"));
  expect([...isOpen(), example.open]).toEqual([true, true, false, false]);
  dispatchEvent(new Event("afterprint"));
  expect([...isOpen(), example.open]).toEqual([false, true, false, false]);
});

test("the text file holds the questions, the notes as they are on the screen, and the agreements", async () => {
  const blobs: Blob[] = [];
  URL.createObjectURL = vi.fn((blob: Blob) => (blobs.push(blob), "blob:x"));
  URL.revokeObjectURL = vi.fn();
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const { user, screen } = draw(s.conversationCard);
  await user.click(screen.getByRole("button", { name: "Wat geeft energie?" }));
  await user.type(screen.getByLabelText(/blij van thuis/), "Eén dank je wel");
  await user.click(screen.getByRole("button", { name: "Bewaar als tekst" }));
  const reader = new FileReader();
  const text = await new Promise<string>((done) => {
    reader.onload = () => done(reader.result as string);
    reader.readAsText(blobs[0]!);
  });
  expect(blobs[0]!.type).toBe("text/plain;charset=utf-8");
  expect(text).toContain("Waar kom je blij van thuis?\r\nEén dank je wel");
  expect(text).toContain("Afspraak 1\r\n  Wat: Vaste beluren\r\n  Wie: Sanne\r\n  Wanneer: 1 maart");
});
