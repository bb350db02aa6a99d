import type { ComponentChildren } from "preact";
import { Markup } from "../markup";
import { Verdict } from "../verdict";
import type { ScenarioMeterView, ScenarioView, StoryTurnView } from "../views";
import { fill, number } from "../words";
import { Said } from "./lines";
import { storyWords } from "./story_words";

interface ThreadProps {
  view: ScenarioView;
  /** Whether the answer to the last choice is still to come. */
  isWaiting: boolean;
  /** What stands below a choice in the talk afterwards. */
  mark?: ((turn: StoryTurnView, number: number) => ComponentChildren) | undefined;
}

/** The conversation so far, as a log: what is added is read by a screen reader, in its order. */
export function Thread({ view, isWaiting, mark }: ThreadProps) {
  const { turns, situation } = view;
  return (
    <div class="ssfh-thread" role="log" aria-label={storyWords.log}>
      {turns.map((turn, index) => (
        <Turn key={index} turn={turn} meters={view.meters} isWaiting={isWaiting && index === turns.length - 1}>
          {mark?.(turn, index + 1)}
        </Turn>
      ))}
      {situation && (
        <div class="ssfh-turn" key={turns.length}>
          <Said said={situation.said} />
        </div>
      )}
    </div>
  );
}

interface TurnProps {
  turn: StoryTurnView;
  meters: ScenarioMeterView[];
  isWaiting: boolean;
  children: ComponentChildren;
}

function Turn({ turn, meters, isWaiting, children }: TurnProps) {
  return (
    <div class="ssfh-turn">
      <Said said={turn.told} />
      <div class="ssfh-mine" data-said={turn.is_said}>
        <span class="ssfh-unseen">{storyWords.you} </span>
        <Markup value={turn.choice} />
      </div>
      {isWaiting ? (
        <div class="ssfh-dots" aria-hidden="true">
          <i /> <i /> <i />
        </div>
      ) : (
        <>
          {children}
          <Said said={turn.answer} />
          <Effects turn={turn} meters={meters} />
          {turn.unsafe && (
            <p class="ssfh-unsafe">
              <Verdict verdict="unsafe" word={storyWords.unsafe} />
            </p>
          )}
          {turn.coaching && (
            <div class="ssfh-coach">
              <p class="ssfh-strong">{storyWords.coaching}</p>
              <Markup value={turn.coaching} />
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Effects({ turn, meters }: { turn: StoryTurnView; meters: ScenarioMeterView[] }) {
  if (turn.effects.length === 0) return null;
  return (
    <ul class="ssfh-effects">
      {turn.effects.map(({ meter: id, change, is_good }) => {
        const name = meters.find((one) => one.id === id)?.name ?? id;
        const sentence = change > 0 ? storyWords.meter_up : storyWords.meter_down;
        return (
          <li key={id} data-good={is_good}>
            <span aria-hidden="true">{change > 0 ? "▲ " : "▼ "}</span>
            {fill(sentence, { meter: name, change: number(Math.abs(change)) })}
          </li>
        );
      })}
    </ul>
  );
}
