import { useState } from "preact/hooks";
import { Bar } from "../bar";
import { CardActions } from "../card_actions";
import type { KindProps } from "../kind_props";
import { Markup, plainText } from "../markup";
import { NothingFilledIn } from "../nothing_filled_in";
import type { Session } from "../session";
import type { LearningStepView, StandingView, PictureView, SkillsGapView } from "../views";
import { fill, list } from "../words";
import { skillWords } from "./skill_words";

const GROUPS = ["misses", "has", "unknown", "extra"] as const;
type SkillGroup = (typeof GROUPS)[number];
type Part = SkillGroup | "picked";

interface ResultProps extends KindProps<SkillsGapView> {
  result: PictureView;
}

interface Choice {
  standing: StandingView;
  step: LearningStepView;
}

/** The skills that the learner has and misses, and the steps that teach them; she chooses what to print. */
export function Result({ view, session, result }: ResultProps) {
  const [hidden, setHidden] = useState<Part[]>([]);
  if (view.answered === 0) return <NothingFilledIn session={session} text={skillWords.nothing} button={skillWords.fill_in} />;
  const choices = pickedOf(session, result);
  const parts: Part[] = [...(choices.length > 0 ? ["picked" as const] : []), ...GROUPS.filter((group) => result[group].length > 0)];
  const shown = parts.filter((part) => !hidden.includes(part));
  const toggle = (part: Part) => setHidden(hidden.includes(part) ? hidden.filter((one) => one !== part) : [...hidden, part]);
  return (
    <>
      <p class="ssfh-strong">{fromTo(view)}</p>
      <p>{skillWords.no_score}</p>
      {parts.map((part) => (
        <section key={part} class={`ssfh-skills${shown.includes(part) ? "" : " ssfh-not-printed"}`}>
          <h4>{skillWords.groups[part]}</h4>
          {part === "picked" ? (
            <PickedList choices={choices} />
          ) : (
            <Group group={part} view={view} session={session} result={result} />
          )}
        </section>
      ))}
      {result.misses.length === 0 && result.has.length > 0 && <p>{skillWords.no_misses}</p>}
      <Note title={skillWords.requirements} value={result.requirements} isPrinted />
      <Note title={skillWords.talk} value={result.talk} isPrinted={false} />
      <StandingsTable view={view} result={result} />
      <ShownParts parts={parts} shown={shown} toggle={toggle} />
      <CardActions title={view.title} lines={() => linesOf(view, result, choices, shown)} />
      <div class="ssfh-buttons">
        <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "reopen" })}>
          {skillWords.reopen}
        </button>
      </div>
    </>
  );
}

function Note({ title, value, isPrinted }: { title: string; value: PictureView["talk"]; isPrinted: boolean }) {
  if (!value) return null;
  return (
    <section class={`ssfh-skills${isPrinted ? "" : " ssfh-not-printed"}`}>
      <h4>{title}</h4>
      <Markup value={value} />
    </section>
  );
}

function PickedList({ choices }: { choices: Choice[] }) {
  return (
    <ul class="ssfh-picked">
      {choices.map((choice) => (
        <li key={`${choice.standing.id} ${choice.step.id}`}>{pickedLine(choice)}</li>
      ))}
    </ul>
  );
}

function Group({ group, view, session, result }: ResultProps & { group: SkillGroup }) {
  const explained = { misses: skillWords.misses, has: "", unknown: skillWords.unknown, extra: skillWords.extra }[group];
  return (
    <>
      {explained && <p>{explained}</p>}
      {group === "misses" && <p class="ssfh-small">{fill(skillWords.mark, { scale: view.scale.map((point) => point.label).join(", ") })}</p>}
      <ul class="ssfh-standings">
        {result[group].map((standing) => (
          <li key={standing.id}>
            <h5>{standing.name}</h5>
            <p>{standingText(view, group, standing)}</p>
            {typeof standing.estimate === "number" && (
              <Bar value={standing.estimate} minimum={result.minimum} maximum={result.maximum} mark={standing.asked} />
            )}
            {group === "has" && standing.evidence.length > 0 && <p>{evidenceText(standing)}</p>}
            <Steps standing={standing} session={session} />
          </li>
        ))}
      </ul>
      {group === "has" && <Markup value={result.evidence_note} />}
    </>
  );
}

function Steps({ standing, session }: { standing: StandingView; session: Session }) {
  if (standing.steps.length === 0) return null;
  return (
    <ol class="ssfh-learning-steps">
      {standing.steps.map((step) => (
        <li key={step.id}>
          <span class="ssfh-way">{step.way}</span>
          <Markup value={step.text} />
          <p class="ssfh-small">{fill(skillWords.step_to, { level: step.level })}</p>
          <label class="ssfh-pick ssfh-not-printed">
            <input
              type="checkbox"
              checked={isPicked(session, standing, step)}
              aria-label={fill(skillWords.pick_named, { name: standing.name, way: step.way })}
              onChange={(event) =>
                session.send({ kind: "pick", item: standing.id, step: step.id, picked: event.currentTarget.checked })
              }
            />
            <span>{skillWords.pick}</span>
          </label>
        </li>
      ))}
    </ol>
  );
}

function StandingsTable({ view, result }: { view: SkillsGapView; result: PictureView }) {
  const { table, competence, you, asked_now, asked, not_asked } = skillWords;
  const level = (value: number | null) => (value === null ? not_asked : levelText(view, value));
  return (
    <details class="ssfh-not-printed">
      <summary>{table}</summary>
      <div class="ssfh-scroll" tabIndex={0} role="group" aria-label={table}>
        <table>
          <thead>
            <tr>
              <th scope="col">{competence}</th>
              <th scope="col">{you}</th>
              <th scope="col">{asked_now}</th>
              <th scope="col">{asked}</th>
            </tr>
          </thead>
          <tbody>
            {GROUPS.flatMap((group) => result[group]).map((standing) => (
              <tr key={standing.id}>
                <th scope="row">{standing.name}</th>
                <td>{estimateText(view, standing)}</td>
                <td>{level(standing.asked_now)}</td>
                <td>{level(standing.asked)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Kept on this page only: the learner chooses each time what to print, and the choice need not be saved. */
function ShownParts({ parts, shown, toggle }: { parts: Part[]; shown: Part[]; toggle: (part: Part) => void }) {
  return (
    <fieldset class="ssfh-fieldset ssfh-not-printed">
      <legend>{skillWords.shown}</legend>
      <div class="ssfh-groups">
        {parts.map((part) => (
          <label key={part} class="ssfh-group">
            <input type="checkbox" checked={shown.includes(part)} onChange={() => toggle(part)} />
            <span>{skillWords.groups[part]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function isPicked(session: Session, standing: StandingView, step: LearningStepView): boolean {
  return session.pending("pick", `pick:${standing.id}:${step.id}`)?.picked ?? step.picked;
}

function pickedOf(session: Session, result: PictureView): Choice[] {
  const all = result.misses.flatMap((standing) => standing.steps.map((step) => ({ standing, step })));
  return all.filter(({ standing, step }) => isPicked(session, standing, step));
}

function pickedLine({ standing, step }: Choice): string {
  return fill(skillWords.picked_line, { name: standing.name, way: step.way, text: plainText(step.text) });
}

function functionName(view: SkillsGapView, id: string | null): string {
  return view.functions.find((one) => one.id === id)?.name ?? "";
}

function fromTo(view: SkillsGapView): string {
  const names = { present: functionName(view, view.present), wanted: functionName(view, view.wanted) };
  return fill(view.present === view.wanted ? skillWords.growing : skillWords.from_to, names);
}

function levelText(view: SkillsGapView, value: number): string {
  return view.scale.find((point) => point.value === value)?.label ?? "";
}

function estimateText(view: SkillsGapView, { estimate }: StandingView): string {
  if (estimate === null) return skillWords.blank;
  return estimate === "na" ? skillWords.not_applicable : levelText(view, estimate);
}

function standingText(view: SkillsGapView, group: SkillGroup, standing: StandingView): string {
  const values = {
    estimate: estimateText(view, standing),
    asked: standing.asked === null ? "" : levelText(view, standing.asked),
  };
  const { standing: both, estimated, needed } = skillWords;
  return fill(group === "extra" ? estimated : group === "unknown" ? needed : both, values);
}

function evidenceText({ evidence }: StandingView): string {
  return fill(skillWords.evidence, { evidence: list(evidence) });
}

function linesOf(view: SkillsGapView, result: PictureView, choices: Choice[], shown: Part[]): string[] {
  const linesOfStanding = (group: SkillGroup, standing: StandingView) => [
    `${standing.name}. ${standingText(view, group, standing)}`,
    ...(group === "has" && standing.evidence.length > 0 ? [`  ${evidenceText(standing)}`] : []),
    ...standing.steps.map((step) => `  - ${step.way}: ${plainText(step.text)}`),
  ];
  const parts = shown.flatMap((part) => [
    skillWords.groups[part],
    ...(part === "picked" ? choices.map(pickedLine) : result[part].flatMap((standing) => linesOfStanding(part, standing))),
    "",
  ]);
  return [plainText(view.origin), "", fromTo(view), skillWords.no_score, "", ...parts];
}
