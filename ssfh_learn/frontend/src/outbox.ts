import type { Courier, Outcome } from "./courier";
import type { Letter } from "./letter";
import { words } from "./words";

/** Hears what became of a letter (`waiting` is not the end of it), and whether an earlier page wrote it. */
export type Listener = (letter: Letter, outcome: Outcome, isFound: boolean) => void;

interface Kept {
  key: string;
  letter: Letter;
  /** Written by another page, which is gone or still open. */
  isFound: boolean;
}

export const FIRST_PAUSE = 1000;
export const LONGEST_PAUSE = 30_000;
/** How long a browser remembers that everything was deleted: longer than a page of before sleeps. */
export const WIPED_FOR = 7 * 24 * 3600 * 1000;

/** Everything of this person that the server has not written yet, kept in the browser until it has.
 *
 *  Each letter has an entry of its own in the store, so that two tabs never write over each other. A letter may be
 *  sent twice, by two tabs or after a lost reply: its id tells the server. Letters of one activity keep their order.
 */
export class Outbox {
  private letters: Kept[] = [];
  private readonly busy = new Set<string>();
  private readonly listeners = new Set<Listener>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = FIRST_PAUSE;
  private count = 0;
  /** Whether a letter is here that the store did not take, so that it would be lost with the page. */
  hasUnstored = false;
  /** Whether letters of this page were dropped because another page deleted everything, and none came after that. */
  isWiped = false;
  /** Why the letters wait, as long as they do. */
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
    // The store of one page is read in the order of these keys by the next one.
    const key = `${this.keyAt(Date.now())}-${String(this.count++).padStart(6, "0")} ${letter.response.id}`;
    this.letters.push({ key, letter, isFound: false });
    this.isWiped = false;
    this.hasUnstored = !this.keep(key, letter) || this.hasUnstored;
    void this.send(laneOf(letter));
  }

  holds(place: string, activity: string): boolean {
    return this.letters.some(({ letter }) => letter.place === place && letter.activity === activity);
  }

  /** Tries at once what waits, whatever pause was agreed. */
  hurry(): void {
    this.pause = FIRST_PAUSE;
    this.sendAll();
  }

  /** Forgets what waits: everything of this person was deleted.
   *
   *  Other tabs have letters in memory. They hear of it; one that sleeps looks in the store before it sends.
   */
  empty(): void {
    for (const kept of this.letters) this.remove(kept);
    this.letters = [];
    clearTimeout(this.timer);
    try {
      this.store?.setItem(this.wipedKey, `${this.keyAt(Date.now())}~`);
    } catch {
      // A store that is full holds nothing for another tab to send either.
    }
  }

  private keyAt(time: number): string {
    return `${this.prefix}${String(time).padStart(15, "0")}`;
  }

  private get wipedKey(): string {
    return `${this.prefix}wiped`;
  }

  /** Comes after the key of every letter from before everything was deleted; empty where it was not. */
  private get wipedUpTo(): string {
    return this.store?.getItem(this.wipedKey) ?? "";
  }

  private dropWiped(): void {
    const { wipedUpTo } = this;
    const dropped = this.letters.filter(({ key }) => key < wipedUpTo);
    if (dropped.length === 0) return;
    this.letters = this.letters.filter(({ key }) => key > wipedUpTo);
    if (this.letters.length === 0) [this.reason, this.hasUnstored] = [null, false];
    this.isWiped = true;
    for (const one of dropped) {
      this.remove(one);
      // What an earlier page wrote was deleted there; nobody has to read it again.
      this.tell({ ...one, isFound: false }, { state: "refused", message: words.outbox.wiped });
    }
  }

  private sendAll(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const lane of new Set(this.letters.map(({ letter }) => laneOf(letter)))) void this.send(lane);
  }

  /** Sends what waits for one activity, the oldest first, until something has to wait. */
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
        if (this.letters.length === 0) [this.reason, this.hasUnstored] = [null, false];
        this.tell(next, outcome);
      }
    } finally {
      this.busy.delete(lane);
    }
  }

  /** The oldest letter of an activity, without those that another tab has sent meanwhile. */
  private first(lane: string): Kept | undefined {
    this.dropWiped();
    this.letters = this.letters.filter(({ isFound, key }) => !isFound || this.store?.getItem(key) !== null);
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

  /** Says whether the store took it: one that is full, or that the browser does not allow, does not. */
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
        return letter ? [{ key, letter, isFound: true }] : [];
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
