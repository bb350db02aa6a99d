import type { DoubtView } from "../views";
import { fill, words } from "../words";

interface DoubtProps {
  id: string;
  doubt: DoubtView | null;
  unit: string;
  onChoose: (answer: string) => void;
}

/** Asks which meaning a typed number has; the live region is drawn before there is a question, so that it is read. */
export function DoubtPlace({ id, doubt, unit, onChoose }: DoubtProps) {
  return (
    <div class="ssfh-doubt" aria-live="polite">
      {doubt && (
        <>
          <p id={id}>{asked(doubt, unit)}</p>
          {doubt.choices.length > 0 && (
            <div class="ssfh-buttons" role="group" aria-labelledby={id}>
              {doubt.choices.map(({ label, answer }) => (
                <button key={answer} type="button" class="ssfh-button" onClick={() => onChoose(answer)}>
                  {label}
                </button>
              ))}
            </div>
          )}
        </>
      )}
    </div>
  );
}

function asked({ choices }: DoubtView, unit: string): string {
  const [first, second] = choices.map(({ label }) => label);
  if (first !== undefined && second !== undefined) return fill(words.numeric.two_meanings, { first, second });
  if (first !== undefined) return fill(words.numeric.one_meaning, { first });
  return unit ? fill(words.numeric.unread_unit, { unit }) : words.numeric.unread;
}
