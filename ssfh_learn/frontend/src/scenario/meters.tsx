import type { ScenarioMeterView } from "../views";
import { Bar } from "../bar";
import { Markup } from "../markup";
import { fill, number } from "../words";
import { storyWords } from "./story_words";

/** Each meter with its name, a bar, and how it stands in a word: never a colour alone. */
export function Meters({ meters }: { meters: ScenarioMeterView[] }) {
  if (meters.length === 0) return null;
  return (
    <ul class="ssfh-meters" aria-label={storyWords.meters}>
      {meters.map((meter) => (
        <li key={meter.id} data-zone={meter.zone}>
          <span class="ssfh-meter-name">{meter.name}</span> <span class="ssfh-meter-word">{meter.word ?? storyWords.zone[meter.zone]}</span>{" "}
          <span class="ssfh-meter-value">{fill(storyWords.meter_now, { value: number(meter.value), maximum: number(meter.max) })}</span>
          <Bar value={meter.value} minimum={meter.min} maximum={meter.max} />
        </li>
      ))}
    </ul>
  );
}

/** What the meters mean. */
export function MeterMeanings({ meters }: { meters: ScenarioMeterView[] }) {
  return (
    <dl class="ssfh-small ssfh-meter-meanings">
      {meters.map((meter) => (
        <div key={meter.id}>
          <dt>{meter.name}</dt>
          <dd>
            {meter.good === "high" ? storyWords.high_is_good : storyWords.low_is_good}. <Markup value={meter.text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
