import type { RefObject } from "preact";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Session } from "../session";
import type { AnyQuestionView } from "../views";

interface Asked {
  /** What still needs something, after she asked to check. */
  missing: string[];
  message: string;
}

export const Missing = createContext<Asked>({ missing: [], message: "" });

/** Whether this part still needs something, and what to say at it; only the first of them says it. */
export function useMissing(id: string): { isMissing: boolean; message: string } {
  const { missing, message } = useContext(Missing);
  return { isMissing: missing.includes(id), message: missing[0] === id ? message : "" };
}

/** What is missing once checking was refused: the first of it gets the focus and the reason. */
export function useAsked(question: AnyQuestionView, session: Session, root: RefObject<HTMLElement>) {
  const [isAsked, setAsked] = useState(false);
  const { state, message } = session.status;
  const missing = inSight(question);
  const isRefused = isAsked && state === "problem" && question.phase === "open";
  const [reason, setReason] = useState("");
  useEffect(() => {
    if (!isRefused) return;
    setAsked(false); // what is refused later has nothing to do with this
    setReason(message);
    const [first] = missing;
    const place = first === undefined ? root.current : root.current?.querySelector(`[data-item="${first}"]`);
    place?.querySelector<HTMLElement>("input:not(:disabled), select, textarea, button")?.focus();
  }, [isRefused]);
  useEffect(() => {
    if (question.phase !== "open" || (reason && question.missing.length === 0 && state !== "problem")) {
      setAsked(false);
      setReason("");
    }
  }, [question.phase, question.missing.length, state]);
  const asked: Asked = { missing: reason ? missing : [], message: reason };
  return { asked, ask: () => setAsked(true), reason };
}

/** What is missing in the order of the screen, which is another one for each learner. */
function inSight(question: AnyQuestionView): string[] {
  const shown = "cards" in question ? question.cards.map(({ id }) => id) : question.missing;
  return shown.filter((id) => question.missing.includes(id));
}
