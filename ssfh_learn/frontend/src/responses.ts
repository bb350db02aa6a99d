import type { Answer, FunctionSide, HisValues, Reading, StatementAnswer } from "./views";

/** What the browser may send, without the id that the session adds. */
export type Response =
  | { kind: "answer"; question: string; answer: Answer | null; reading?: Reading }
  | { kind: "answer"; item: string; value: StatementAnswer }
  | { kind: "answer"; prompt: string; text: string }
  | { kind: "check"; question: string; reading?: Reading }
  | { kind: "hint" | "retry"; question: string }
  | { kind: "go"; question: string | null }
  | { kind: "retry_wrong" | "start_over" | "begin" | "hand_in" | "deliver" | "replay" }
  | { kind: "finish" | "reopen" | "begin_again" | "show" | "estimate_again" | "erase" }
  | { kind: "choose"; node: string; choice: string }
  | { kind: "choose"; role: string }
  | { kind: "continue"; node: string }
  | { kind: "reflect"; text: string }
  | { kind: "role"; role: string }
  | { kind: "note"; theme: string; text: string }
  | { kind: "agreement"; row: number; what: string; who: string; when: string }
  | { kind: "remove_agreement"; row: number }
  | { kind: "step"; level: string; row: number; what: string; who: string; when: string; check: string }
  | { kind: "remove_step"; level: string; row: number }
  | { kind: "estimate"; value: number }
  | { kind: "choose_function"; side: FunctionSide; function: string }
  | { kind: "pick"; item: string; step: string; picked: boolean }
  | { kind: "set"; value: number }
  | { kind: "begin"; task: string }
  | { kind: "open_record"; patient: string }
  | { kind: "close_record" | "back" }
  | { kind: "add"; part: string; values: HisValues }
  | { kind: "change"; part: string; record: string; values: HisValues }
  | { kind: "remove"; part: string; record: string }
  | { kind: "step" | "undo_step"; step: string };

/** The place that a response fills in: a newer response for the same slot may replace one that still waits.
 *  Null for a command, which always has to arrive and never changes place with what went before it. */
export function slotOf(response: Response): string | null {
  switch (response.kind) {
    case "answer":
      if ("question" in response) return `answer:${response.question}`;
      return "item" in response ? `answer:${response.item}` : `answer:${response.prompt}`;
    case "note":
      return `note:${response.theme}`;
    case "agreement":
      return `agreement:${response.row}`;
    case "step":
      return "level" in response ? `step:${response.level}:${response.row}` : null;
    case "choose":
      return "role" in response ? "role" : null;
    case "choose_function":
      return `function:${response.side}`;
    case "pick":
      return `pick:${response.item}:${response.step}`;
    case "role":
    case "reflect":
    case "estimate":
    case "set":
      return response.kind;
    default:
      return null;
  }
}

const FRESH_STARTS = new Set(["erase", "start_over", "retry_wrong", "retry", "begin", "begin_again", "replay"]);

/** Whether text that was typed but never accepted loses its meaning with this response. */
export function isFreshStart(response: Response): boolean {
  return FRESH_STARTS.has(response.kind);
}

const TEXTS = ["text", "what", "who", "when", "check"];
const OPTION_ID = /^[a-z0-9][a-z0-9-]*$/;
const NUMBER = /^[\d.,]{1,11}$/;

/** What the learner typed herself: her words must not vanish with a response that is refused. */
export function typedIn(response: { [field: string]: unknown }): string[] {
  const { answer, reading } = response;
  const isTyped = (text: string) => reading !== undefined || !OPTION_ID.test(text) || NUMBER.test(text);
  const texts = TEXTS.map((field) => response[field]).filter((text) => typeof text === "string");
  const typed = typeof answer === "string" && isTyped(answer) ? [answer] : [];
  const fields = typeof response["values"] === "object" ? Object.values(response["values"] ?? {}) : [];
  const longer = fields.filter((text) => typeof text === "string" && /\s/.test(text));
  return [...typed, ...texts, ...longer].filter((text): text is string => text !== "");
}
