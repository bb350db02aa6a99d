import { words } from "./words";

/** A text is spoken in pieces of at most so many characters: Android and Chrome stop in the middle of a long one. */
const LONGEST = 200;

export const SPEEDS = { slow: 0.8, normal: 1, fast: 1.25 } as const;
export type Speed = keyof typeof SPEEDS;

/** A Dutch voice that is on this device, so that no text leaves it; null if there is none. */
export function dutchVoice(): SpeechSynthesisVoice | null {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const dutch = voices.filter(({ lang, localService }) => localService && /^nl([-_]|$)/i.test(lang));
  return dutch.find(({ lang }) => /^nl[-_]nl/i.test(lang)) ?? dutch[0] ?? null;
}

/** Calls back as soon as there is a Dutch voice, perhaps at once. Returns a function that stops waiting for one. */
export function whenVoice(callback: () => void): () => void {
  const synthesis = globalThis.speechSynthesis;
  if (!synthesis) return () => undefined;
  const stop = () => synthesis.removeEventListener?.("voiceschanged", look);
  const look = () => {
    if (!dutchVoice()) return;
    stop();
    callback();
  };
  synthesis.addEventListener?.("voiceschanged", look);
  look();
  return stop;
}

/** The sentences of a text; a very long one is cut at a comma or a space. */
export function sentencesOf(text: string): string[] {
  const plain = text.replace(/\s+/g, " ").trim();
  return segments(plain).flatMap((one) => cut(one.trim())).filter(Boolean);
}

function segments(text: string): string[] {
  if (!("Segmenter" in Intl)) return text.match(/[^.!?]+[.!?]*\s*/g) ?? []; // Firefox before 125
  return Array.from(new Intl.Segmenter("nl", { granularity: "sentence" }).segment(text), ({ segment }) => segment);
}

function cut(sentence: string): string[] {
  if (sentence.length <= LONGEST) return [sentence];
  const start = sentence.slice(0, LONGEST);
  const end = Math.max(start.lastIndexOf(", "), start.lastIndexOf("; "), start.lastIndexOf(": "));
  const place = end > 0 ? end + 1 : start.lastIndexOf(" ") > 0 ? start.lastIndexOf(" ") : LONGEST;
  return [sentence.slice(0, place).trim(), ...cut(sentence.slice(place).trim())];
}

const SAID: Record<string, string> = words.read_aloud.said;
const WRITTEN = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${Object.keys(SAID)
    .sort((one, other) => other.length - one.length)
    .map((one) => one.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join("|")})(?![\\p{L}\\p{N}])`,
  "gu",
);

/** A sentence with abbreviations as people say them, such as "pee oo haa" for POH. */
export function asSaid(sentence: string): string {
  return sentence.replace(WRITTEN, (written) => SAID[written]!);
}

/** The browser may forget an utterance that nobody holds, and then never says that it ended. */
const held = new Set<SpeechSynthesisUtterance>();

export type SpeechState = "silent" | "speaking" | "paused";

/** Reads one text aloud, sentence by sentence. Only one text on a page is read at a time.
 *
 *  A pause ends the sentence, and going on begins it again: Android cannot go on in the middle of one.
 */
export class Speech {
  state: SpeechState = "silent";
  private place = 0;
  private turn = 0;
  private static current: Speech | null = null;

  constructor(
    private readonly sentences: readonly string[],
    private readonly changed: (state: SpeechState, place: number) => void,
    private speed: Speed = "normal",
  ) {}

  play(): void {
    if (Speech.current !== this) Speech.current?.stop();
    Speech.current = this;
    this.say();
  }

  pause(): void {
    if (this.state === "speaking") this.end("paused");
  }

  stop(): void {
    this.place = 0;
    if (this.state !== "silent") this.end("silent");
  }

  /** The present sentence begins again at this speed. */
  change(speed: Speed): void {
    this.speed = speed;
    if (this.state === "speaking") this.say();
  }

  private say(): void {
    const [voice, sentence] = [dutchVoice(), this.sentences[this.place]];
    if (!voice || sentence === undefined) return this.stop();
    const turn = ++this.turn;
    speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(asSaid(sentence));
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = SPEEDS[this.speed];
    const next = () => {
      if (turn !== this.turn) return;
      this.place += 1;
      this.say();
    };
    utterance.addEventListener("end", next);
    utterance.addEventListener("error", () => turn === this.turn && this.stop());
    held.clear();
    held.add(utterance);
    this.tell("speaking");
    speechSynthesis.speak(utterance);
  }

  private end(state: SpeechState): void {
    this.turn += 1; // so that the end of the sentence that is cancelled begins no next one
    speechSynthesis.cancel();
    held.clear();
    this.tell(state);
  }

  private tell(state: SpeechState): void {
    this.state = state;
    this.changed(state, this.place);
  }
}
