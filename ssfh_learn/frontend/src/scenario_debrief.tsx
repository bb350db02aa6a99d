import type { RefObject } from "preact";
import type { KindProps } from "./kind_props";
import { LineChart } from "./line_chart";
import { Markup } from "./markup";
import { TextField } from "./text_field";
import type { DebriefView, MadeChoiceView, MistakesView, RunView, ScenarioView } from "./views";
import { Verdict } from "./verdict";
import { countOf, fill, number, pointsOf, words } from "./words";

/** What each part of a story is drawn from. */
export interface ScenarioPartProps extends KindProps<ScenarioView> {
  /** Takes the focus when the story goes on. */
  heading: RefObject<HTMLHeadingElement>;
}

/** The talk afterwards: how it ended, the road you took, the meters, the best road and one question. */
export function ScenarioDebrief({ view, session, heading }: ScenarioPartProps) {
  const { debrief } = view;
  if (!debrief) return null;
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {words.scenario.ending}
      </h3>
      <Markup value={debrief.ending} />
      {"path" in debrief && (
        <>
          <Judgement debrief={debrief} />
          <Path debrief={debrief} />
          <MeterLines view={view} debrief={debrief} />
          <BestPath debrief={debrief} />
        </>
      )}
      {debrief.reflection && (
        <TextField
          session={session}
          slot="reflect"
          label={<Markup value={debrief.reflection.question} inline />}
          stored={debrief.reflection.answer}
          respond={(text) => ({ kind: "reflect", text })}
        />
      )}
      <Runs view={view} />
      <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "replay" })}>
        {words.scenario.replay}
      </button>
    </>
  );
}

function Judgement({ debrief }: { debrief: DebriefView }) {
  const points = pointsOf(words.scenario.points, debrief.points, debrief.maximum);
  return (
    <>
      <div class="ssfh-band">
        {debrief.band && <p class="ssfh-strong">{debrief.band.name}</p>}
        <Markup value={debrief.band?.text} />
        {points && <p class="ssfh-small">{points}</p>}
        {debrief.mistakes && <Mistakes mistakes={debrief.mistakes} />}
      </div>
      {debrief.unsafe && (
        <p class="ssfh-unsafe">
          <Verdict verdict="unsafe" word={words.scenario.unsafe_run} />
        </p>
      )}
      {debrief.lesson && (
        <div class="ssfh-coaching">
          <p class="ssfh-strong">{words.scenario.lesson}</p>
          <Markup value={debrief.lesson} />
        </div>
      )}
    </>
  );
}

/** How many choices there were of each kind; of a kind that she never chose, nothing is said. */
function Mistakes({ mistakes }: { mistakes: MistakesView }) {
  const kinds = (["best", "small", "serious", "critical"] as const).filter((kind) => mistakes[kind] > 0);
  return (
    <>
      <p>{countOf(words.scenario.choices, mistakes.choices, { count: mistakes.choices })}</p>
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>{countOf(words.scenario.counted[kind], mistakes[kind], { count: mistakes[kind] })}</li>
        ))}
      </ul>
    </>
  );
}

const SIGNS = { best: "right", small: "partly", serious: "wrong", critical: "unsafe" };

/** How good a choice was, where it was judged by itself. */
function Level({ step }: { step: MadeChoiceView }) {
  if (step.unsafe || !step.level)
    return step.unsafe ? (
      <p class="ssfh-unsafe">
        <Verdict verdict="unsafe" word={words.scenario.unsafe} />
      </p>
    ) : null;
  return (
    <p>
      <Verdict verdict={SIGNS[step.level]} word={words.scenario.level[step.level]} />
    </p>
  );
}

function Path({ debrief }: { debrief: DebriefView }) {
  return (
    <>
      <h4>{words.scenario.your_path}</h4>
      <ol class="ssfh-path">
        {debrief.path.map((step, index) => (
          <li key={index}>
            <div class="ssfh-small">
              <Markup value={step.situation} />
            </div>
            <div class="ssfh-strong">
              <Markup value={step.choice} />
            </div>
            <Level step={step} />
            <Markup value={step.coaching} />
          </li>
        ))}
      </ol>
    </>
  );
}

function MeterLines({ view, debrief }: { view: ScenarioView; debrief: DebriefView }) {
  if (view.meters.length === 0) return null;
  return (
    <>
      <h4>{words.scenario.meter_lines}</h4>
      <div class="ssfh-charts">
        {view.meters.map((meter) => {
          const values = valuesOf(debrief, meter.id);
          const ends = { meter: meter.name, from: number(values[0]!), to: number(values.at(-1)!) };
          return (
            <figure key={meter.id}>
              <figcaption>
                {fill(words.scenario.meter_line, ends)}
                <span class="ssfh-small ssfh-meter-range">{fill(words.scenario.meter_range, rangeOf(values))}</span>
              </figcaption>
              <LineChart values={values} minimum={meter.min} maximum={meter.max} />
            </figure>
          );
        })}
      </div>
      <details>
        <summary>{words.scenario.as_table}</summary>
        <MeterTable view={view} debrief={debrief} />
      </details>
    </>
  );
}

function rangeOf(values: number[]) {
  return { lowest: number(Math.min(...values)), highest: number(Math.max(...values)) };
}

/** Of one meter: at the start, after each choice and, where the ending moved any meter, at the end. */
function valuesOf(debrief: DebriefView, meter: string): number[] {
  const moments = [debrief.start, ...debrief.path.map((step) => step.values), ...(isMovedByEnding(debrief) ? [debrief.final] : [])];
  return moments.map((values) => values[meter] ?? 0);
}

function isMovedByEnding({ start, path, final }: DebriefView): boolean {
  const last = path.at(-1)?.values ?? start;
  return Object.keys(final).some((meter) => final[meter] !== last[meter]);
}

function MeterTable({ view, debrief }: { view: ScenarioView; debrief: DebriefView }) {
  const steps = debrief.path.map((_, index) => fill(words.scenario.step, { number: index + 1 }));
  const moments = [words.scenario.start, ...steps, ...(isMovedByEnding(debrief) ? [words.scenario.end] : [])];
  return (
    <div class="ssfh-scroll" tabIndex={0} role="group" aria-label={words.scenario.as_table}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.scenario.moment}</th>
            {view.meters.map((meter) => (
              <th key={meter.id} scope="col">{meter.name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moments.map((moment, index) => (
            <tr key={moment}>
              <th scope="row">{moment}</th>
              {view.meters.map((meter) => (
                <td key={meter.id}>{number(valuesOf(debrief, meter.id)[index]!)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BestPath({ debrief }: { debrief: DebriefView }) {
  if (debrief.best_path.length === 0) return null;
  return (
    <details>
      <summary>{words.scenario.best_path}</summary>
      <ol class="ssfh-path">
        {debrief.best_path.map((step, index) => (
          <li key={index}>
            <div class="ssfh-small">
              <Markup value={step.situation} />
            </div>
            <div class="ssfh-strong">
              <Markup value={step.choice} />
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Runs({ view }: { view: ScenarioView }) {
  if (view.runs.length < 2) return null;
  return (
    <>
      <h4>{words.scenario.runs}</h4>
      <ul>
        {view.runs.map((run) => (
          <li key={run.number}>{fill(words.scenario.run, { number: run.number, outcome: outcomeOf(run) })}</li>
        ))}
      </ul>
    </>
  );
}

function outcomeOf(run: RunView): string {
  const points = pointsOf(words.scenario.points, run.points, run.maximum);
  const poorer = run.mistakes && run.mistakes.choices - run.mistakes.best;
  const mistakes = poorer === null ? "" : countOf(words.scenario.poorer, poorer, { count: poorer });
  return [run.band, points, mistakes, run.is_earlier ? words.scenario.earlier : ""].filter(Boolean).join(", ");
}
