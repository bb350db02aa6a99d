import { Confirm } from "../confirm";
import type { Session } from "../session";
import { hisWords } from "./his_words";

interface FinishProps {
  session: Session;
  isTouched: boolean;
  /** Whether a form has text that the HIS does not have yet. */
  isUnsaved: boolean;
}

/** Buttons to hand in or leave the task; they ask for confirmation if text would be lost or nothing was done. */
export function Finish({ session, isTouched, isUnsaved }: FinishProps) {
  const { finish, finish_untouched, finish_unsaved, finish_yes, finish_no } = hisWords;
  const { back, stop_confirm, stop_yes, stop_no } = hisWords;
  const handIn = () => session.send({ kind: "finish" });
  const goBack = () => session.send({ kind: "back" });
  return (
    <div class="ssfh-buttons ssfh-his-finish">
      {isTouched && !isUnsaved ? (
        <button type="button" class="ssfh-button ssfh-primary" onClick={handIn}>
          {finish}
        </button>
      ) : (
        <Confirm ask={finish} question={isUnsaved ? finish_unsaved : finish_untouched} yes={finish_yes} no={finish_no} onYes={handIn} />
      )}
      {isTouched || isUnsaved ? (
        <Confirm look="plain" ask={back} question={stop_confirm} yes={stop_yes} no={stop_no} onYes={goBack} />
      ) : (
        <button type="button" class="ssfh-button" onClick={goBack}>
          {back}
        </button>
      )}
    </div>
  );
}
