import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface ConfirmProps {
  ask: string;
  question: string;
  yes: string;
  no: string;
  onYes: () => void;
  onAsk?: () => void;
  /** plain: a button without colour until it asks for confirmation */
  look?: "primary" | "plain" | "danger";
}

const OPENERS = { primary: "ssfh-button ssfh-primary", plain: "ssfh-button", danger: "ssfh-link" };

/** A button that asks for confirmation in the page itself. Escape means no. */
export function Confirm({ ask, question, yes, no, onYes, onAsk, look = "primary" }: ConfirmProps) {
  const [isAsking, setAsking] = useState(false);
  const wasAsking = useRef(false);
  const opener = useRef<HTMLButtonElement>(null);
  const refusal = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (isAsking) refusal.current?.focus();
    else if (wasAsking.current) opener.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);

  if (!isAsking) {
    const open = () => {
      onAsk?.();
      setAsking(true);
    };
    return (
      <button type="button" ref={opener} class={OPENERS[look]} onClick={open}>
        {ask}
      </button>
    );
  }
  const answer = (isYes: boolean) => {
    setAsking(false);
    if (isYes) onYes();
  };
  return (
    <div class="ssfh-confirm" role="group" aria-label={ask} onKeyDown={(event) => event.key === "Escape" && answer(false)}>
      <p>{question}</p>
      <div class="ssfh-buttons">
        <button type="button" class={`ssfh-button ssfh-${look === "danger" ? "danger" : "primary"}`} onClick={() => answer(true)}>
          {yes}
        </button>
        <button type="button" class="ssfh-button" ref={refusal} onClick={() => answer(false)}>
          {no}
        </button>
      </div>
    </div>
  );
}
