import { cleanup, render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ReadAloud, ReadLine } from "../src/read_aloud";
import { asSaid, dutchVoice, sentencesOf, Speech } from "../src/speech";
import { words } from "../src/words";

const { read, pause, go_on, stop, speed } = words.read_aloud;

/** A device with voices, which says a sentence until a test ends it; like Android it cannot pause. */
class Device extends EventTarget {
  said: SpeechSynthesisUtterance[] = [];
  voices: Partial<SpeechSynthesisVoice>[] = [];
  getVoices = () => this.voices;
  speak = (utterance: SpeechSynthesisUtterance) => void this.said.push(utterance);
  cancel = () => void this.said.at(-1)?.dispatchEvent(new Event("end")); // as some browsers do
  pause = () => {
    throw new Error("Android does not pause");
  };

  get texts(): string[] {
    return this.said.map(({ text }) => text);
  }

  ends(): void {
    this.said.at(-1)!.dispatchEvent(new Event("end"));
  }
}

class Utterance extends EventTarget {
  voice = null;
  lang = "";
  rate = 1;
  constructor(readonly text: string) {
    super();
  }
}

const DUTCH = { lang: "nl-NL", localService: true, name: "Xander" };
const FLEMISH = { lang: "nl_BE", localService: true, name: "Ellen" };
const REMOTE = { lang: "nl-NL", localService: false, name: "Google Nederlands" };
const ENGLISH = { lang: "en-GB", localService: true, name: "Daniel" };

let device: Device;

beforeEach(() => {
  device = new Device();
  vi.stubGlobal("speechSynthesis", device);
  vi.stubGlobal("SpeechSynthesisUtterance", Utterance);
});

afterEach(() => {
  cleanup();
  document.cookie = "ssfh_speed=; max-age=0; path=/";
  vi.unstubAllGlobals();
});

function button(...texts: string[]) {
  return render(<ReadAloud texts={() => texts} />);
}

function press(name: string) {
  return userEvent.click(screen.getByRole("button", { name }));
}

test("only a Dutch voice of the device itself speaks, and one of the Netherlands first", () => {
  device.voices = [ENGLISH, REMOTE, FLEMISH, DUTCH];
  expect(dutchVoice()).toBe(DUTCH);
  device.voices = [ENGLISH, REMOTE];
  expect(dutchVoice()).toBeNull();
});

test.each([[[]], [[ENGLISH]], [[REMOTE]]])("without such a voice there is no button: %j", (voices) => {
  device.voices = voices;
  button("Hallo.");
  expect(screen.queryByRole("button")).toBeNull();
});

test("a browser that cannot speak at all has no button", () => {
  vi.stubGlobal("speechSynthesis", undefined);
  button("Hallo.");
  expect(screen.queryByRole("button")).toBeNull();
});

test("the button comes as soon as the browser knows its voices", async () => {
  button("Hallo.");
  device.voices = [DUTCH];
  device.dispatchEvent(new Event("voiceschanged"));
  expect(await screen.findByRole("button", { name: read })).toBeTruthy();
});

test("texts are said sentence by sentence, and then it is silent", async () => {
  device.voices = [DUTCH];
  button("Eerst dit. Dan dat!", "En tot slot.");
  await press(read);
  expect(device.texts).toEqual(["Eerst dit."]);
  device.ends();
  device.ends();
  expect(device.texts).toEqual(["Eerst dit.", "Dan dat!", "En tot slot."]);
  device.ends();
  expect(await screen.findByRole("button", { name: read })).toBeTruthy();
});

test("after a pause the sentence begins again, without the browser's own pause", async () => {
  device.voices = [DUTCH];
  button("Een. Twee. Drie.");
  await press(read);
  device.ends();
  await press(pause);
  expect(device.texts).toEqual(["Een.", "Twee."]);
  await press(go_on);
  expect(device.texts).toEqual(["Een.", "Twee.", "Twee."]);
});

test("after it was stopped it begins at the beginning", async () => {
  device.voices = [DUTCH];
  button("Een. Twee.");
  await press(read);
  device.ends();
  await press(stop);
  await press(read);
  expect(device.texts).toEqual(["Een.", "Twee.", "Een."]);
});

test("the speed that is chosen holds at once, and on the next page too", async () => {
  device.voices = [DUTCH];
  const { unmount } = button("Een. Twee.");
  await press(read);
  await userEvent.selectOptions(screen.getByLabelText(speed), words.read_aloud.speeds.slow);
  expect(device.said.map(({ rate }) => rate)).toEqual([1, 0.8]);
  unmount();
  button("Drie.");
  await press(read);
  expect(device.said.at(-1)!.rate).toBe(0.8);
});

test("of two texts on a page only the one that was asked last is read", () => {
  device.voices = [DUTCH];
  const told: string[] = [];
  const first = new Speech(["Een.", "Twee."], (state) => told.push(state));
  first.play();
  new Speech(["Drie."], () => undefined).play();
  expect(told).toEqual(["speaking", "silent"]);
  expect(device.texts).toEqual(["Een.", "Drie."]);
});

test("a page that is left is silent", async () => {
  device.voices = [DUTCH];
  const { unmount } = button("Een. Twee.");
  await press(read);
  unmount();
  device.ends();
  expect(device.texts).toEqual(["Een."]);
});

test.each([
  ["Een HIS en een POH-GGZ.", "Een his en een pee oo haa gee gee zet."],
  ["De POH belt 112, bij U2.", "De pee oo haa belt een een twee, bij uu twee."],
  ["Bij U1 staat het BSN in het ICT-systeem.", "Bij uu één staat het bee es en in het ie see tee-systeem."],
  ["IGLO is geen HISTORIE, en 1120 geen nummer.", "iglo is geen HISTORIE, en 1120 geen nummer."],
])("an abbreviation is said as people say it: %s", (written, said) => {
  expect(asSaid(written)).toBe(said);
});

test("a very long sentence is cut where one can breathe, and no word is lost", () => {
  const long = `${"woord ".repeat(30)}hier, ${"ander ".repeat(30)}einde.`;
  const parts = sentencesOf(long);
  expect(parts.length).toBeGreaterThan(1);
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(200);
  expect(parts.join(" ")).toBe(long);
});

test("the button of one line is a sign with a name, and reads that line alone", async () => {
  device.voices = [DUTCH];
  render(<ReadLine text={{ html: "<p>Ik wacht al <strong>een uur</strong>!</p>" }} name="Malik" />);
  expect(screen.getByRole("button").textContent).toBe("");
  await press(`${read}: Malik`);
  expect(device.texts).toEqual(["Ik wacht al een uur!"]);
  await press(`${pause}: Malik`);
  await press(`${go_on}: Malik`);
  device.ends();
  expect(await screen.findByRole("button", { name: `${read}: Malik` })).toBeTruthy();
});
