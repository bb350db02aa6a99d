import { useLayoutEffect, useRef } from "preact/hooks";
import { Markup } from "../markup";
import type { Session } from "../session";
import { useUniqueId } from "../unique_id";
import type { TaskView, TurnView } from "../views";
import { hisWords } from "./his_words";

interface StepsProps {
  steps: TaskView["steps"];
  opening: TaskView["opening"];
  talk: TaskView["talk"];
  session: Session;
  isReadOnly: boolean;
}

/** A conversation, and what is done beside it: earlier turns above, the choices below. A second press says a final
 *  one again, and undoes another. */
export function Steps({ steps, opening, talk, session, isReadOnly }: StepsProps) {
  const titleId = useUniqueId();
  if (steps.length === 0) return null;
  const { steps: title, steps_said, steps_how } = hisWords;
  const isTalk = opening !== null || steps.some(({ final }) => final);
  return (
    <section class="ssfh-his-steps" role="group" aria-labelledby={titleId}>
      <h4 id={titleId}>{title}</h4>
      {isTalk ? (
        <Talk opening={opening} talk={talk} hint={isReadOnly ? "" : steps_said} />
      ) : (
        !isReadOnly && <p class="ssfh-small">{steps_how}</p>
      )}
      <ul>
        {steps.map(({ id, text, taken, final, is_said }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={taken}
              disabled={isReadOnly}
              onClick={() => session.send(taken && !final ? { kind: "undo_step", step: id } : { kind: "step", step: id })}
            >
              <span class="ssfh-his-tick" data-said={is_said} aria-hidden="true">
                {taken ? "•" : final ? (is_said ? "“" : "→") : ""}
              </span>
              {text}
              {taken && (
                <span class="ssfh-his-taken" aria-hidden="true">
                  {hisWords.taken}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TalkProps extends Pick<TaskView, "opening" | "talk"> {
  /** How the conversation goes, which stands there until somebody begins it. */
  hint: string;
}

/** What was said and done and what came back, in its order; a screen reader hears each answer as it comes. It has a
 *  height of its own, so that the choices below it stay where they are. */
function Talk({ opening, talk, hint }: TalkProps) {
  const { talk: label, you } = hisWords;
  const log = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const turn = log.current!.querySelector<HTMLElement>("li:last-child");
    if (turn) log.current!.scrollTop = turn.offsetTop - 8;
  }, [talk.length]);
  return (
    <div class="ssfh-his-talk" ref={log} role="log" aria-label={label} tabIndex={0}>
      <ol>
        {opening && (
          <li>
            <Answer {...opening} />
          </li>
        )}
        {talk.map(({ id, text, is_said, speaker, answer }, place) => (
          <li key={`${place} ${id}`}>
            <p class="ssfh-his-turn" data-said={is_said}>
              {is_said && <b>{you}: </b>}
              {text}
            </p>
            <Answer speaker={speaker} answer={answer} />
          </li>
        ))}
      </ol>
      {talk.length === 0 && <p class="ssfh-small">{hint}</p>}
    </div>
  );
}

function Answer({ speaker, answer }: TurnView) {
  return (
    <div class="ssfh-his-answer" data-said={speaker !== null}>
      {speaker !== null && <b>{speaker}: </b>}
      <Markup value={answer} />
    </div>
  );
}
