import type { Session } from "../session";
import { useUniqueId } from "../unique_id";
import type { TaskView } from "../views";
import { words } from "../words";

/** Actions outside the HIS; a second press undoes one. */
export function Steps({ steps, session, isReadOnly }: { steps: TaskView["steps"]; session: Session; isReadOnly: boolean }) {
  const titleId = useUniqueId();
  if (steps.length === 0) return null;
  return (
    <section class="ssfh-his-steps" role="group" aria-labelledby={titleId}>
      <h4 id={titleId}>{words.practice_his.steps}</h4>
      {!isReadOnly && <p class="ssfh-small">{words.practice_his.steps_how}</p>}
      <ul>
        {steps.map(({ id, text, taken }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={taken}
              disabled={isReadOnly}
              onClick={() => session.send(taken ? { kind: "undo_step", step: id } : { kind: "step", step: id })}
            >
              <span class="ssfh-his-tick" aria-hidden="true">
                {taken ? "✓" : ""}
              </span>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
