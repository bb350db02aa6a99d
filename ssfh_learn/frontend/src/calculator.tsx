import { useState } from "preact/hooks";
import { Bar } from "./bar";
import type { KindProps } from "./kind_props";
import { Markup } from "./markup";
import { useUniqueId } from "./unique_id";
import type { CalculatorView } from "./views";
import { number } from "./words";

/** A slider with an outcome for every value, so that the outcome changes at once while it moves. */
export function Calculator({ view, session }: KindProps<CalculatorView>) {
  const id = useUniqueId();
  const [local, setLocal] = useState<number | null>(null);
  const value = local ?? view.value;
  const outcome = view.results[String(value)];
  return (
    <>
      <Markup value={view.question} />
      <label for={id}>{view.label}</label>
      <div class="ssfh-slider">
        <input
          id={id}
          type="range"
          min={view.minimum}
          max={view.maximum}
          step={1}
          value={value}
          onInput={(event) => setLocal(event.currentTarget.valueAsNumber)}
          onChange={(event) => session.send({ kind: "set", value: event.currentTarget.valueAsNumber })}
        />
        <span class="ssfh-slider-value" aria-hidden="true">
          {number(value)}
        </span>
      </div>
      {outcome && (
        <div class="ssfh-outcome">
          <Bar value={outcome.percent} minimum={0} maximum={100} />
          <output for={id}>
            <Markup value={outcome.text} inline />
          </output>
        </div>
      )}
    </>
  );
}
