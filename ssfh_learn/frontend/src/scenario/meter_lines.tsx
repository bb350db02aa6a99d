import type { DebriefView, ScenarioView, StoryTurnView } from "../views";
import { fill, number } from "../words";
import { LineChart } from "./line_chart";
import { storyWords } from "./story_words";

/** How each meter went, as a line, in words and as a table. */
export function MeterLines({ view, debrief }: { view: ScenarioView; debrief: DebriefView }) {
  if (view.meters.length === 0) return null;
  return (
    <>
      <h4>{storyWords.meter_lines}</h4>
      <div class="ssfh-charts">
        {view.meters.map((meter) => {
          const values = valuesOf(view.turns, debrief, meter.id);
          const ends = { meter: meter.name, from: number(values[0]!), to: number(values.at(-1)!) };
          return (
            <figure key={meter.id}>
              <figcaption>
                {fill(storyWords.meter_line, ends)}
                <span class="ssfh-small ssfh-meter-range">{fill(storyWords.meter_range, rangeOf(values))}</span>
              </figcaption>
              <LineChart values={values} minimum={meter.min} maximum={meter.max} />
            </figure>
          );
        })}
      </div>
      <details>
        <summary>{storyWords.as_table}</summary>
        <MeterTable view={view} debrief={debrief} />
      </details>
    </>
  );
}

function rangeOf(values: number[]) {
  return { lowest: number(Math.min(...values)), highest: number(Math.max(...values)) };
}

/** Of one meter: at the start, after each choice and, where the ending moved any meter, at the end. */
function valuesOf(turns: StoryTurnView[], debrief: DebriefView, meter: string): number[] {
  const moments = [debrief.start, ...turns.map((turn) => turn.values), ...(isMovedByEnding(turns, debrief) ? [debrief.final] : [])];
  return moments.map((values) => values[meter] ?? 0);
}

function isMovedByEnding(turns: StoryTurnView[], { start, final }: DebriefView): boolean {
  const last = turns.at(-1)?.values ?? start;
  return Object.keys(final).some((meter) => final[meter] !== last[meter]);
}

function MeterTable({ view, debrief }: { view: ScenarioView; debrief: DebriefView }) {
  const steps = view.turns.map((_, index) => fill(storyWords.step, { number: index + 1 }));
  const moments = [storyWords.start, ...steps, ...(isMovedByEnding(view.turns, debrief) ? [storyWords.end] : [])];
  return (
    <div class="ssfh-scroll" tabIndex={0} role="group" aria-label={storyWords.as_table}>
      <table>
        <thead>
          <tr>
            <th scope="col">{storyWords.moment}</th>
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
                <td key={meter.id}>{number(valuesOf(view.turns, debrief, meter.id)[index]!)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
