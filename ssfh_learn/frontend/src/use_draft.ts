import { useEffect } from "preact/hooks";
import type { Response } from "./responses";
import type { Session } from "./session";

/** The draft of one slot for a field: the text, the handler for each key, and the attributes of the field. */
export function useDraft<T>(session: Session, slot: string, stored: T, respond: (value: T) => Response) {
  const { drafts } = session;
  useEffect(() => () => drafts.blur(slot), [slot]);
  return {
    value: drafts.value(slot, stored),
    type: (value: T) => drafts.type(slot, value, respond),
    field: { onFocus: () => drafts.focus(slot), onBlur: () => drafts.blur(slot) },
  };
}
