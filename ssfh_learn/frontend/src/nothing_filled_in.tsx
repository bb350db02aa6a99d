import type { Session } from "./session";

/** Without answers there is nothing to tell: that is all that is said. */
export function NothingFilledIn({ session, text, button }: { session: Session; text: string; button: string }) {
  return (
    <>
      <p>{text}</p>
      <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "reopen" })}>
        {button}
      </button>
    </>
  );
}
