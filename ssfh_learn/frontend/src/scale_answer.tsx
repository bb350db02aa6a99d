import { useRef } from "preact/hooks";
import type { Session } from "./session";
import { useUniqueId } from "./unique_id";
import type { ScalePointView, StatementView } from "./views";

interface Item {
  id: string;
  answer: StatementView["answer"];
}

/** What she chose, also where it is still on its way; null if nothing. */
export function answerTo({ id, answer }: Item, session: Session): StatementView["answer"] {
  const pending = session.pending("answer", `answer:${id}`);
  return pending && "item" in pending ? pending.value : answer;
}

interface ScaleAnswerProps {
  item: Item;
  scale: ScalePointView[];
  /** The words for "does not apply". */
  notApplicable: string;
  session: Session;
  /** Goes on after a choice, but not while the arrow keys choose on their way. */
  onChosen?: (() => void) | undefined;
}

/** The points of a scale as radio buttons, and a button for "does not apply". */
export function ScaleAnswer({ item, scale, notApplicable, session, onChosen }: ScaleAnswerProps) {
  const isByKeys = useRef(false);
  const name = useUniqueId();
  const choices: { value: NonNullable<StatementView["answer"]>; label: string }[] = [...scale, { value: "na", label: notApplicable }];
  const chosen = answerTo(item, session);
  return (
    <div class="ssfh-scale" onKeyDown={() => (isByKeys.current = true)} onPointerDown={() => (isByKeys.current = false)}>
      {choices.map(({ value, label }) => (
        <label key={value} class="ssfh-option" data-na={value === "na"}>
          <input
            type="radio"
            name={name}
            value={String(value)}
            checked={chosen === value}
            onChange={() => {
              session.send({ kind: "answer", item: item.id, value });
              if (!isByKeys.current) onChosen?.();
            }}
            onClick={() => chosen === value && !isByKeys.current && onChosen?.()}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}
