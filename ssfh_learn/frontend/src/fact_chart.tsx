import { useState } from "preact/hooks";
import { Bar } from "./bar";
import { useFocusOnChange } from "./focus";
import type { KindProps } from "./kind_props";
import { Markup } from "./markup";
import { useUniqueId } from "./unique_id";
import type { FactChartView } from "./views";
import { fill, number, words } from "./words";

/** Figures as bars, with the people who were asked, the time, the source, and how to read the chart. */
export function FactChart({ view, session }: KindProps<FactChartView>) {
  const place = useFocusOnChange<HTMLDivElement>(view.phase);
  return (
    <div ref={place} tabIndex={-1} class="ssfh-focus-place">
      {view.phase === "estimate" ? <Estimate view={view} session={session} /> : <Shown view={view} session={session} />}
    </div>
  );
}

function Estimate({ view, session }: KindProps<FactChartView>) {
  const id = useUniqueId();
  const middle = Math.round(view.maximum / 2);
  const pending = session.pending("estimate", "estimate")?.value;
  const [local, setLocal] = useState<number | null>(null);
  const chosen = local ?? pending ?? view.estimate?.value ?? null;
  const value = chosen ?? middle;
  const [isAsked, ask] = useState(false);
  const check = () => {
    if (chosen === null) return ask(true);
    session.send({ kind: "estimate", value });
    session.send({ kind: "show" });
  };
  return (
    <div class="ssfh-estimate">
      <label for={id}>
        <Markup value={view.estimate?.question} inline />
      </label>
      <div class="ssfh-slider">
        <input
          id={id}
          type="range"
          min={0}
          max={view.maximum}
          step={1}
          value={value}
          aria-valuetext={withUnit(value, view.unit)}
          onClick={(event) => setLocal(event.currentTarget.valueAsNumber)}
          onInput={(event) => setLocal(event.currentTarget.valueAsNumber)}
          onChange={(event) => session.send({ kind: "estimate", value: event.currentTarget.valueAsNumber })}
        />
        <output for={id}>{chosen === null ? words.fact_chart.not_moved : withUnit(value, view.unit)}</output>
      </div>
      <p role="status">{chosen === null && (isAsked ? words.fact_chart.move_first : words.fact_chart.not_counted)}</p>
      <div class="ssfh-buttons">
        <button type="button" class="ssfh-button ssfh-primary" onClick={check}>
          {words.fact_chart.check}
        </button>
        <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "show" })}>
          {words.fact_chart.skip}
        </button>
      </div>
    </div>
  );
}

function Shown({ view, session }: KindProps<FactChartView>) {
  const { estimated } = view;
  return (
    <>
      {estimated?.actual != null && (
        <p class="ssfh-coaching">
          <span class="ssfh-strong">{offText(view)}</span> {estimatedText(view)}
        </p>
      )}
      <figure class="ssfh-figure">
        <ul class="ssfh-bars">
          {view.bars.map((bar) => (
            <li key={bar.id}>
              <span class="ssfh-bar-name">{bar.name}</span>
              <span class="ssfh-bar-number">{withUnit(bar.value, view.unit)}</span>
              <Bar value={bar.value} minimum={0} maximum={view.maximum} mark={estimated?.bar === bar.id ? estimated.value : null} />
            </li>
          ))}
        </ul>
        {estimated && <p class="ssfh-small">{words.fact_chart.mark}</p>}
        <figcaption>
          <Origin view={view} />
        </figcaption>
      </figure>
      {view.reading && (
        <div class="ssfh-reading">
          <h3>{words.fact_chart.reading}</h3>
          <Markup value={view.reading} />
        </div>
      )}
      <details>
        <summary>{words.fact_chart.in_words}</summary>
        <p>{view.alternative}</p>
        <FactTable view={view} />
      </details>
      {view.estimate && (
        <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "estimate_again" })}>
          {words.fact_chart.again}
        </button>
      )}
    </>
  );
}

/** The people who were asked, the time and the source: a figure means nothing without them. */
function Origin({ view }: { view: FactChartView }) {
  const { who, when, source } = words.fact_chart;
  const facts = [[who, view.who], [when, view.when], [source, view.source]];
  return (
    <dl class="ssfh-origin">
      {facts.map(([name, fact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

function FactTable({ view }: { view: FactChartView }) {
  return (
    <div class="ssfh-scroll" tabIndex={0} role="group" aria-label={words.fact_chart.in_words}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.fact_chart.part}</th>
            <th scope="col">{words.fact_chart.figure}</th>
          </tr>
        </thead>
        <tbody>
          {view.bars.map((bar) => (
            <tr key={bar.id}>
              <th scope="row">{bar.name}</th>
              <td>{withUnit(bar.value, view.unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function estimatedText({ estimated, unit, bars }: FactChartView): string {
  const values = {
    name: bars.find((bar) => bar.id === estimated!.bar)?.name ?? "",
    value: withUnit(estimated!.value, unit),
    actual: withUnit(estimated!.actual!, unit),
  };
  return fill(estimated!.value === estimated!.actual ? words.fact_chart.estimated_exactly : words.fact_chart.estimated, values);
}

function offText({ estimated, unit }: FactChartView): string {
  const off = estimated!.off ?? 0;
  if (off === 0) return words.fact_chart.exact;
  const said = unit === "%" ? fill(words.fact_chart.percent_points, { off: number(off) }) : withUnit(off, unit);
  return fill(estimated!.is_close ? words.fact_chart.off_close : words.fact_chart.off, { off: said });
}

function withUnit(value: number, unit: string): string {
  return unit === "%" ? `${number(value)}%` : `${number(value)} ${unit}`.trim();
}
