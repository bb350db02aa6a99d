import type { Letter } from "./letter";
import { meta } from "./site";
import type { Traits } from "./views";

/** The answer of the server for one activity. */
export type Reply = Omit<Required<Traits>, "frame">;

export type Outcome =
  | { state: "answered"; reply: Reply }
  | { state: "refused"; message: string }
  /** Another page brought it, and heard the answer. */
  | { state: "elsewhere" }
  | { state: "waiting"; why: "connection" | "server" | "login"; message: string };

interface Forbidden {
  state: "forbidden";
  message: string;
}

export const PATIENCE = 15_000;
const CONNECTION: Outcome = { state: "waiting", why: "connection", message: "" };
const LOGIN: Outcome = { state: "waiting", why: "login", message: "" };

/** Sends letters to the server, and says what happened to them. */
export class Courier {
  constructor(
    private readonly root: string,
    private readonly person: string,
    private xsrf: string,
    private readonly ask: typeof fetch = (...request) => fetch(...request),
  ) {}

  async bring(letter: Letter): Promise<Outcome> {
    const outcome = await this.once(letter);
    if (outcome.state !== "forbidden") return outcome;
    if (!(await this.isStillHere())) return LOGIN;
    // A token from before a new login is refused too; then we try once more with the present token.
    const again = await this.once(letter);
    return again.state === "forbidden" ? { state: "refused", message: again.message } : again;
  }

  /** The present state of an activity on the server; null if it cannot be read. */
  async look(place: string, activity: string): Promise<Reply | null> {
    try {
      const query = new URLSearchParams({ place, activity });
      const answer = await this.request(`api/antwoord?${query}`);
      return answer.ok ? ((await answer.json()) as Reply) : null;
    } catch {
      return null;
    }
  }

  private async once({ place, activity, response }: Letter): Promise<Outcome | Forbidden> {
    try {
      const answer = await this.request("api/antwoord", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-XSRFToken": this.xsrf },
        body: JSON.stringify({ place, activity, response }),
      });
      const isPage = !(answer.headers.get("Content-Type") ?? "").includes("json");
      if (answer.redirected || (answer.ok && isPage)) return { state: "forbidden", message: "" };
      const said = (isPage ? {} : await answer.json()) as Reply & { message?: string };
      if (answer.status === 401 || answer.status === 403) return { state: "forbidden", message: said.message ?? "" };
      if (answer.ok && said.saved.state !== "failed") return { state: "answered", reply: said };
      const message = (answer.ok ? said.saved.message : said.message) ?? "";
      const isLater = answer.ok || answer.status >= 500 || answer.status === 429 || answer.status === 408;
      return isLater ? { state: "waiting", why: "server", message } : { state: "refused", message };
    } catch {
      return CONNECTION;
    }
  }

  /** Whether the same person is still logged in; also takes the token of her present pages. */
  private async isStillHere(): Promise<boolean> {
    try {
      const answer = await this.request("controle");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || meta("person", page) !== this.person) return false;
      this.xsrf = meta("xsrf", page) || this.xsrf;
      return true;
    } catch {
      return false;
    }
  }

  private async request(path: string, init: RequestInit = {}): Promise<Response> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      // The server refuses a letter if another person is logged in than when this page was made.
      const headers = { ...init.headers, "X-Ssfh-Person": encodeURIComponent(this.person) };
      return await this.ask(this.root + path, { credentials: "same-origin", signal: stop.signal, ...init, headers });
    } finally {
      clearTimeout(timer);
    }
  }
}
