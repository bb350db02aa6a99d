import { Markup } from "../markup";
import type { Session } from "../session";
import { useUniqueId } from "../unique_id";
import type { TaskView } from "../views";
import { fill, words } from "../words";

interface StepsProps {
  steps: TaskView["steps"];
  talk: TaskView["talk"];
  session: Session;
  isReadOnly: boolean;
}

/** Actions outside the HIS and what comes back. A second press says a final one again, and undoes another. */
export function Steps({ steps, talk, session, isReadOnly }: StepsProps) {
  const titleId = useUniqueId();
  if (steps.length === 0) return null;
  return (
    <section class="ssfh-his-steps" role="group" aria-labelledby={titleId}>
      <h4 id={titleId}>{words.practice_his.steps}</h4>
      {!isReadOnly && <p class="ssfh-small">{steps.some(({ final }) => final) ? words.practice_his.steps_said : words.practice_his.steps_how}</p>}
      <ul>
        {steps.map(({ id, text, taken, final }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={taken}
              disabled={isReadOnly}
              onClick={() => session.send(taken && !final ? { kind: "undo_step", step: id } : { kind: "step", step: id })}
            >
              <span class="ssfh-his-tick" aria-hidden="true">
                {taken ? "✓" : ""}
              </span>
              {text}
            </button>
          </li>
        ))}
      </ul>
      <Talk talk={talk} />
    </section>
  );
}

/** What was said and what came back, in its order; a screen reader hears each answer as it comes. */
function Talk({ talk }: { talk: TaskView["talk"] }) {
  return (
    <div class="ssfh-his-talk" role="log" aria-label={words.practice_his.talk} hidden={talk.length === 0}>
      <ol>
        {talk.map(({ id, text, answer }, place) => (
          <li key={`${place} ${id}`}>
            <p>{fill(words.practice_his.you, { step: text })}</p>
            <Markup value={answer} />
          </li>
        ))}
      </ol>
    </div>
  );
}
