import type { Letter } from "../src/letter";

type Fields = Record<string, unknown>;

/** What the server does with answers, without the network; what is wrong with it is up to the test. */
export class FakeServer {
  isOffline = false;
  hangs = false;
  cannotWrite = false;
  /** Why the activity does not take what is sent. */
  refuses = "";
  losesReplies = 0;
  failsWith: number | null = null;
  isBroken: (letter: Letter) => boolean = () => false;
  person: string | null = "anna";
  token = "token-1";
  asked = 0;
  /** The ids of all responses that arrived, also those that arrived again. */
  readonly ids: string[] = [];
  private readonly kept = new Map<string, { activity: string; response: Fields }>();
  private logins = 1;

  /** What was written, in order, without ids. */
  get written(): Fields[] {
    return [...this.kept.values()].map(({ response }) => response);
  }

  view(activity: string): Fields {
    const answers = [...this.kept.values()].filter((one) => one.activity === activity);
    return { kind: "quiz", title: "Proef", answers: answers.map(({ response }) => response["answer"]) };
  }

  logIn(person: string): void {
    this.person = person;
    this.token = `token-${++this.logins}`;
  }

  readonly fetch = async (address: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    this.asked += 1;
    if (this.hangs) await new Promise((_, stop) => init.signal?.addEventListener("abort", () => stop(new Error("abort"))));
    if (this.isOffline) throw new TypeError("Failed to fetch");
    const path = String(address);
    if (path.endsWith("controle")) return this.page();
    if (init.method !== "POST") return json(this.reply(new URL(path, "http://x").searchParams.get("activity")!, ""));
    return this.take(JSON.parse(init.body as string) as Letter, new Headers(init.headers));
  };

  private take(letter: Letter, headers: Headers): Response {
    const { id, ...response } = letter.response;
    this.ids.push(id);
    const isHer = headers.get("X-Ssfh-Person") === this.person && headers.get("X-XSRFToken") === this.token;
    if (!isHer) return json({ message: "fout 403" }, 403);
    const status = this.isBroken(letter) ? 500 : this.failsWith;
    if (status !== null) return json({ state: "failed", message: `fout ${status}` }, status);
    if (this.refuses) return json(this.reply(letter.activity, id, "refused", this.refuses));
    if (this.cannotWrite) return json(this.reply(letter.activity, id, "failed"));
    if (!this.kept.has(id)) this.kept.set(id, { activity: letter.activity, response });
    if (this.losesReplies-- > 0) throw new TypeError("Failed to fetch");
    return json(this.reply(letter.activity, id, "saved"));
  }

  private reply(activity: string, response: string, state = "idle", message = ""): Fields {
    return { view: this.view(activity), notices: [], receipt: {}, saved: { response, state, message } };
  }

  private page(): Response {
    const head = `<meta name="ssfh-person" content="${this.person ?? ""}"><meta name="ssfh-xsrf" content="${this.token}">`;
    return new Response(`<!DOCTYPE html><html><head>${head}</head></html>`, { headers: { "Content-Type": "text/html" } });
  }
}

function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
}

/** A store of a browser, shared by its tabs. */
export class FakeStore implements Storage {
  private readonly items = new Map<string, string>();
  private isFull = false;

  static full(): FakeStore {
    const store = new FakeStore();
    store.isFull = true;
    return store;
  }

  get length(): number {
    return this.items.size;
  }

  key(place: number): string | null {
    return [...this.items.keys()][place] ?? null;
  }

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.isFull) throw new DOMException("full", "QuotaExceededError");
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }

  clear(): void {
    this.items.clear();
  }
}
