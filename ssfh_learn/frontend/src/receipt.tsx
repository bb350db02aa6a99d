import { useLayoutEffect, useRef } from "preact/hooks";
import type { Session } from "./session";
import { Verdict } from "./verdict";
import type { ReceiptView } from "./views";
import { fill, moment, words } from "./words";

interface ReceiptPlaceProps {
  /** Null before handing in: then the place is empty. */
  receipt: ReceiptView | null;
  session: Session;
}

/** What becomes of a test after handing in: on its way, received, or not delivered and to be tried again. */
export function ReceiptPlace({ receipt, session }: ReceiptPlaceProps) {
  const state = receipt?.state ?? "none";
  const place = useRef<HTMLDivElement>(null);
  const hasAsked = useRef(false);
  useLayoutEffect(() => {
    // The button that had the focus is gone. Only then: a host that tries again by itself takes nobody's focus.
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

/** What is said depends on what is known: a host that never hears of grading promises no looking. */
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
