import { useLayoutEffect, useRef } from "preact/hooks";
import type { Session } from "./session";
import { Verdict } from "./verdict";
import type { ReceiptView } from "./views";
import { fill, moment, words } from "./words";

interface ReceiptPlaceProps {
  /** Null before handing in; then nothing is drawn. */
  receipt: ReceiptView | null;
  session: Session;
}

/** What happened to a test after handing in: on its way, received, or not delivered, with a button to try again. */
export function ReceiptPlace({ receipt, session }: ReceiptPlaceProps) {
  const state = receipt?.state ?? "none";
  const place = useRef<HTMLDivElement>(null);
  const hasAsked = useRef(false);
  useLayoutEffect(() => {
    // Only if the button with the focus is gone: a host that tries again by itself must not move the focus.
    if (hasAsked.current) place.current?.focus();
    hasAsked.current = false;
  }, [state]);
  const tryAgain = () => {
    hasAsked.current = true;
    session.send({ kind: "deliver" });
  };
  return (
    <>
      <div class="ssfh-receipt-place" role="status" ref={place} tabIndex={-1}>
        {state === "busy" && <p class="ssfh-underway">{words.receipt.busy}</p>}
        {receipt && state === "handed_in" && <ReceiptSlip receipt={receipt} />}
      </div>
      {receipt && state === "failed" && <NotDelivered message={receipt.message} tryAgain={tryAgain} />}
    </>
  );
}

/** The sentence depends on what the host knows: without news of grading it promises no grading by a person. */
const NEXT = new Map([
  [false, words.receipt.next],
  [null, words.receipt.unknown],
]);

function ReceiptSlip({ receipt }: { receipt: ReceiptView }) {
  const { at, number } = receipt;
  const when = at === null ? "" : moment(at);
  const sentences = [NEXT.get(receipt.graded), number !== null && words.receipt.keep].filter(Boolean);
  return (
    <div class="ssfh-receipt">
      <h3>
        <Verdict verdict="right" word={words.receipt.title} />
      </h3>
      {at !== null && when && <time dateTime={at}>{when}</time>}
      {number !== null && <p class="ssfh-strong">{fill(words.receipt.number, { number })}</p>}
      {sentences.length > 0 && <p>{sentences.join(" ")}</p>}
      {receipt.result !== null && (
        <p>
          <a class="ssfh-button" href={receipt.result}>
            {words.receipt.result}
          </a>
        </p>
      )}
    </div>
  );
}

function NotDelivered({ message, tryAgain }: { message: string; tryAgain: () => void }) {
  return (
    <>
      <div class="ssfh-problem" role="alert">
        <p>{message || words.receipt.failed}</p>
        <p>{words.receipt.safe}</p>
      </div>
      <div>
        <button type="button" class="ssfh-button ssfh-primary" onClick={tryAgain}>
          {words.receipt.try_again}
        </button>
      </div>
    </>
  );
}
