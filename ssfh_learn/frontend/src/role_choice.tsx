import { useState } from "preact/hooks";
import type { KindProps } from "./kind_props";
import { Markup } from "./markup";
import { useUniqueId } from "./unique_id";
import type { RoleChoiceView } from "./views";
import { words } from "./words";

/** The choice of a role, after an opening question. */
export function RoleChoice({ view, session }: KindProps<RoleChoiceView>) {
  const name = useUniqueId();
  const pending = session.pending("choose", "role");
  const chosen = pending && "role" in pending ? pending.role : view.chosen;
  return (
    <>
      {view.question && <OpeningQuestion question={view.question} />}
      <fieldset class="ssfh-fieldset">
        <legend>{words.role_choice.role}</legend>
        <ul class="ssfh-options">
          {view.roles.map((role) => (
            <li key={role.id} data-chosen={chosen === role.id}>
              <label class="ssfh-option">
                <input
                  type="radio"
                  name={name}
                  value={role.id}
                  checked={chosen === role.id}
                  onChange={() => session.send({ kind: "choose", role: role.id })}
                />
                <span>
                  <span class="ssfh-strong ssfh-block">{role.name}</span>
                  <Markup value={role.text} inline />
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    </>
  );
}

/** Only for the learner herself: the value of the slider never leaves this page. */
function OpeningQuestion({ question }: { question: NonNullable<RoleChoiceView["question"]> }) {
  const id = useUniqueId();
  const [value, setValue] = useState(50);
  return (
    <div class="ssfh-opening">
      <label for={id}>
        <Markup value={question.text} inline />
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        value={value}
        aria-describedby={`${id}-ends ${id}-note`}
        onInput={(event) => setValue(event.currentTarget.valueAsNumber)}
      />
      <div class="ssfh-ends" id={`${id}-ends`}>
        <span>{question.left}</span>
        <span>{question.right}</span>
      </div>
      <p class="ssfh-small" id={`${id}-note`}>
        {words.role_choice.not_kept}
      </p>
    </div>
  );
}
