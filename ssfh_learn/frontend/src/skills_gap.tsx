import { useFocusOnChange } from "./focus";
import type { KindProps } from "./kind_props";
import { Markup } from "./markup";
import { OneByOne } from "./one_by_one";
import { answerTo, ScaleAnswer } from "./scale_answer";
import { Result } from "./skills_gap/result";
import { skillWords } from "./skills_gap/skill_words";
import { useUniqueId } from "./unique_id";
import type { SkillsGapView } from "./views";
import { fill } from "./words";

/** The skills that the learner has and misses for a function, by her own estimate; never a score. */
export function SkillsGap({ view, session }: KindProps<SkillsGapView>) {
  const heading = useFocusOnChange<HTMLHeadingElement>(view.phase);
  return (
    <>
      <div class="ssfh-origin-note">
        <Markup value={view.origin} />
      </div>
      <h3 ref={heading} tabIndex={-1}>
        {view.result ? skillWords.result : skillWords.functions}
      </h3>
      {view.result ? <Result view={view} session={session} result={view.result} /> : <Estimates view={view} session={session} />}
    </>
  );
}

function Estimates({ view, session }: KindProps<SkillsGapView>) {
  return (
    <>
      <p>{skillWords.same}</p>
      <div class="ssfh-two-functions">
        <FunctionChoice side="present" label={skillWords.present} view={view} session={session} />
        <FunctionChoice side="wanted" label={skillWords.wanted} view={view} session={session} />
      </div>
      {view.items.length > 0 && <Competences view={view} session={session} />}
    </>
  );
}

interface FunctionChoiceProps extends KindProps<SkillsGapView> {
  side: "present" | "wanted";
  label: string;
}

function FunctionChoice({ side, label, view, session }: FunctionChoiceProps) {
  const id = useUniqueId();
  const chosen = session.pending("choose_function", `function:${side}`)?.function ?? view[side] ?? "";
  const found = view.functions.find((one) => one.id === chosen);
  return (
    <div class="ssfh-field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={chosen}
        aria-describedby={found && `${id}-text`}
        onChange={(event) => session.send({ kind: "choose_function", side, function: event.currentTarget.value })}
      >
        <option value="" disabled>
          {skillWords.choose}
        </option>
        {view.functions.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      {found && (
        <div id={`${id}-text`} class="ssfh-small">
          <Markup value={found.text} />
        </div>
      )}
    </div>
  );
}

function Competences({ view, session }: KindProps<SkillsGapView>) {
  return (
    <>
      <h3>{skillWords.estimates}</h3>
      <p>{skillWords.how}</p>
      <OneByOne
        key={view.items.map(({ id }) => id).join(" ")}
        items={view.items}
        isAnswered={(item) => answerTo(item, session) !== null}
        draw={(item, index, next) => <Competence key={item.id} item={item} number={index + 1} view={view} session={session} next={next} />}
        end={
          <>
            <p class="ssfh-list-only">{fill(skillWords.progress, { answered: view.answered, total: view.total })}</p>
            <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "finish" })}>
              {skillWords.finish}
            </button>
          </>
        }
      />
    </>
  );
}

interface CompetenceProps extends KindProps<SkillsGapView> {
  item: SkillsGapView["items"][number];
  number: number;
  next: (() => void) | undefined;
}

function Competence({ item, number: place, view, session, next }: CompetenceProps) {
  return (
    <fieldset class="ssfh-fieldset ssfh-statement" tabIndex={next ? -1 : undefined}>
      <legend>
        <span class="ssfh-small">{fill(skillWords.place, { number: place, total: view.total })}</span>
        {item.name}
      </legend>
      <div class="ssfh-competence">
        <Markup value={item.text} />
        {item.can_do.length > 0 && (
          <details>
            <summary>{skillWords.can_do}</summary>
            <ul>
              {item.can_do.map((shown, index) => (
                <li key={index}>
                  <Markup value={shown} inline />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <ScaleAnswer item={item} scale={view.scale} notApplicable={skillWords.not_applicable} session={session} onChosen={next} />
    </fieldset>
  );
}
