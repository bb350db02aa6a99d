import { expect, test, vi } from "vitest";
import { fillPage } from "../src/print";
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
