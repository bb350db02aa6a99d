import type { Response } from "./responses";

/** The field that a response fills in: a newer response may replace a waiting response for the same slot.
 *  Null for a command, which must always arrive and keeps its place in the order. */
export function slotOf(response: Response): string | null {
  switch (response.kind) {
    case "answer":
      if ("question" in response) return `answer:${response.question}`;
      return "item" in response ? `answer:${response.item}` : `answer:${response.prompt}`;
    case "tick":
      return `tick:${response.question}`;
    case "note":
      return `note:${response.theme}`;
    case "agreement":
      return slotInRow(`agreement:${response.row}`, response);
    case "step":
      return "level" in response ? slotInRow(`step:${response.level}:${response.row}`, response) : null;
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

/** What a field shows of a response: its text or its answer. */
export function valueIn(response: Response): unknown {
  const [field] = fieldsIn(response);
  if (field !== undefined) return response[field as keyof Response];
  return "answer" in response ? response.answer : response;
}

/** The slot of the field of a row that a response writes; null if it writes the row anew. */
function slotInRow(row: string, response: Response): string | null {
  const fields = fieldsIn(response);
  return fields.length === 1 ? `${row}:${fields[0]}` : null;
}

function fieldsIn(response: object): string[] {
  return TEXTS.filter((field) => field in response);
}

const FRESH_STARTS = new Set(["erase", "start_over", "retry_wrong", "retry", "begin", "begin_again", "replay"]);

/** Whether this response makes typed text useless that was never accepted. */
export function isFreshStart(response: Response): boolean {
  return FRESH_STARTS.has(response.kind);
}

const TEXTS = ["text", "what", "who", "when", "check"];
const OPTION_ID = /^[a-z0-9][a-z0-9-]*$/;
const NUMBER = /^[\d.,]{1,11}$/;

/** The text that the learner typed, which must not disappear if the response is refused. */
export function typedIn(response: { [field: string]: unknown }): string[] {
  const { answer, reading } = response;
  const isTyped = (text: string) => reading !== undefined || !OPTION_ID.test(text) || NUMBER.test(text);
  const texts = TEXTS.map((field) => response[field]).filter((text) => typeof text === "string");
  const typed = typeof answer === "string" && isTyped(answer) ? [answer] : [];
  const fields = typeof response["values"] === "object" ? Object.values(response["values"] ?? {}) : [];
  const longer = fields.filter((text) => typeof text === "string" && /\s/.test(text));
  return [...typed, ...texts, ...longer].filter((text): text is string => text !== "");
}
