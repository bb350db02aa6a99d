import type { Courier, Outcome } from "./courier";
import type { Letter } from "./letter";
import { words } from "./words";

/** Is told what happened to a letter (`waiting` is not final), and whether an earlier page wrote it. */
export type Listener = (letter: Letter, outcome: Outcome, isFound: boolean) => void;

interface Kept {
  key: string;
  letter: Letter;
  /** Whether another page wrote it, which may be closed or open. */
  isFound: boolean;
  /** Whether the browser keeps it when this page closes: a store that is full or forbidden does not. */
  isStored: boolean;
}

export const FIRST_PAUSE = 1000;
export const LONGEST_PAUSE = 30_000;
/** How long a browser remembers that everything was deleted; it must be longer than an old page sleeps. */
export const WIPED_FOR = 7 * 24 * 3600 * 1000;

/** The letters of this person that the server has not written yet; the browser keeps them until it has.
 *
 *  Each letter has its own entry in the store, so that two tabs never overwrite each other. A letter may be sent twice,
 *  by two tabs or after a lost reply; the server recognises its id. Letters of one activity keep their order.
 */
export class Outbox {
  private letters: Kept[] = [];
  private readonly busy = new Set<string>();
  private readonly listeners = new Set<Listener>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = FIRST_PAUSE;
  private count = 0;
  /** Whether letters of this page were dropped because another page deleted everything, with no newer letters. */
  isWiped = false;
  /** Why letters wait, while they wait. */
  reason: Extract<Outcome, { state: "waiting" }> | null = null;

  constructor(
    private readonly courier: Courier,
    private readonly store: Storage | null,
    private readonly prefix: string,
  ) {
    if (this.wipedUpTo < this.keyAt(Date.now() - WIPED_FOR)) store?.removeItem(this.wipedKey);
    this.letters = this.found();
    addEventListener("online", () => this.hurry());
    addEventListener("storage", ({ key }) => key === this.wipedKey && this.dropWiped());
  }

  get size(): number {
    return this.letters.length;
  }

  listen(listener: Listener): void {
    this.listeners.add(listener);
  }

  put(letter: Letter): void {
    // The next page reads the letters of this page in the order of these keys.
    const key = `${this.keyAt(Date.now())}-${String(this.count++).padStart(6, "0")} ${letter.response.id}`;
    this.letters.push({ key, letter, isFound: false, isStored: this.keep(key, letter) });
    this.isWiped = false;
    void this.send(laneOf(letter));
  }

  /** Whether a letter would be lost if this page closed. */
  get hasUnstored(): boolean {
    return this.letters.some(({ isStored }) => !isStored);
  }

  /** When the letter that waits longest was written, in milliseconds; null if none waits. */
  get waitsSince(): number | null {
    const times = this.letters.map(({ key }) => Number.parseInt(key.slice(this.prefix.length), 10));
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** The letters for one activity that earlier pages wrote, the oldest first. */
  foundFor(place: string, activity: string): Letter[] {
    const found = this.letters.filter(({ isFound, letter }) => isFound && letter.place === place && letter.activity === activity);
    return found.map(({ letter }) => letter);
  }

  holds(place: string, activity: string): boolean {
    return this.letters.some(({ letter }) => letter.place === place && letter.activity === activity);
  }

  /** Sends waiting letters at once, without waiting for the end of a pause. */
  hurry(): void {
    this.pause = FIRST_PAUSE;
    this.sendAll();
  }

  /** Drops waiting letters, because everything of this person was deleted.
   *
   *  Other tabs have letters in memory. They are told; a sleeping tab reads the store before it sends.
   */
  empty(): void {
    for (const kept of this.letters) this.remove(kept);
    this.letters = [];
    clearTimeout(this.timer);
    try {
      this.store?.setItem(this.wipedKey, `${this.keyAt(Date.now())}~`);
    } catch {
      // A full store holds no letters for another tab to send.
    }
  }

  private keyAt(time: number): string {
    return `${this.prefix}${String(time).padStart(15, "0")}`;
  }

  private get wipedKey(): string {
    return `${this.prefix}wiped`;
  }

  /** A key after the keys of all letters from before everything was deleted; empty if nothing was deleted. */
  private get wipedUpTo(): string {
    return this.store?.getItem(this.wipedKey) ?? "";
  }

  private dropWiped(): void {
    const { wipedUpTo } = this;
    const dropped = this.letters.filter(({ key }) => key < wipedUpTo);
    if (dropped.length === 0) return;
    this.letters = this.letters.filter(({ key }) => key > wipedUpTo);
    if (this.letters.length === 0) this.reason = null;
    this.isWiped = true;
    for (const one of dropped) {
      this.remove(one);
      // The learner knows that letters of an earlier page were deleted, so no notice is needed.
      this.tell({ ...one, isFound: false }, { state: "refused", message: words.outbox.wiped });
    }
  }

  private sendAll(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const lane of new Set(this.letters.map(({ letter }) => laneOf(letter)))) void this.send(lane);
  }

  /** Sends the waiting letters of one activity, the oldest first, until one has to wait. */
  private async send(lane: string): Promise<void> {
    if (this.busy.has(lane)) return;
    this.busy.add(lane);
    try {
      for (let next = this.first(lane); next; next = this.first(lane)) {
        const outcome = await this.courier.bring(next.letter);
        if (outcome.state === "waiting") return this.later(lane, outcome);
        this.pause = FIRST_PAUSE;
        this.remove(next);
        this.letters = this.letters.filter((one) => one !== next);
        if (this.letters.length === 0) this.reason = null;
        this.tell(next, outcome);
      }
    } finally {
      this.busy.delete(lane);
    }
  }

  /** The oldest letter of an activity that no other tab has sent meanwhile. */
  private first(lane: string): Kept | undefined {
    this.dropWiped();
    const gone = this.letters.filter(({ isFound, key }) => isFound && this.store?.getItem(key) === null);
    this.letters = this.letters.filter((one) => !gone.includes(one));
    for (const one of gone) this.tell(one, { state: "elsewhere" });
    return this.letters.find(({ letter }) => laneOf(letter) === lane);
  }

  private later(lane: string, outcome: Extract<Outcome, { state: "waiting" }>): void {
    this.reason = outcome;
    for (const one of this.letters) if (laneOf(one.letter) === lane) this.tell(one, outcome);
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => this.sendAll(), this.pause);
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
  }

  private tell({ letter, isFound }: Kept, outcome: Outcome): void {
    for (const listener of [...this.listeners]) listener(letter, outcome, isFound);
  }

  /** Returns whether the store took the letter: a full or forbidden store does not. */
  private keep(key: string, letter: Letter): boolean {
    try {
      this.store?.setItem(key, JSON.stringify(letter));
      return this.store !== null;
    } catch {
      return false;
    }
  }

  private remove({ key }: Kept): void {
    this.store?.removeItem(key);
  }

  private found(): Kept[] {
    const { store } = this;
    if (!store) return [];
    const keys = Array.from({ length: store.length }, (_, place) => store.key(place) ?? "");
    return keys
      .filter((key) => key.startsWith(this.prefix) && key !== this.wipedKey)
      .sort()
      .flatMap((key) => {
        const letter = read(store.getItem(key));
        if (!letter) store.removeItem(key);
        return letter ? [{ key, letter, isFound: true, isStored: true }] : [];
      });
  }
}

function laneOf({ place, activity }: Letter): string {
  return `${place} ${activity}`;
}

function read(written: string | null): Letter | null {
  try {
    const letter = JSON.parse(written ?? "") as Partial<Letter>;
    return letter.place && letter.activity && letter.response?.id ? (letter as Letter) : null;
  } catch {
    return null;
  }
}
