import type { RefObject } from "preact";
import type { KindProps } from "../kind_props";
import { Markup, plainText } from "../markup";
import type { Session } from "../session";
import { TextField } from "../text_field";
import { Verdict } from "../verdict";
import type { DebriefView, MistakesView, RunView, ScenarioView, StoryTurnView } from "../views";
import { countOf, fill, pointsOf, shortened } from "../words";
import { Said } from "./lines";
import { MeterLines } from "./meter_lines";
import { MeterMeanings } from "./meters";
import { storyWords } from "./story_words";
import { Thread } from "./thread";

interface DebriefProps extends KindProps<ScenarioView> {
  /** Takes the focus when the story is over. */
  heading: RefObject<HTMLHeadingElement>;
}

/** The talk afterwards: the same conversation with marks, how it ended, the meters, the best way and one question. */
export function Debrief({ view, session, heading }: DebriefProps) {
  const { debrief } = view;
  if (!debrief) return null;
  const isJudged = "band" in debrief;
  return (
    <>
      {isJudged && <p class="ssfh-small ssfh-not-printed">{storyWords.replay_from_drops}</p>}
      <Thread view={view} isWaiting={false} mark={isJudged ? (turn, number) => <Mark turn={turn} number={number} session={session} /> : undefined} />
      <div class="ssfh-ending">
        <h3 ref={heading} tabIndex={-1}>
          {storyWords.ending}
        </h3>
        <Said said={debrief.ending} />
        {isJudged && (
          <>
            <Judgement debrief={debrief} />
            <MeterLines view={view} debrief={debrief} />
            <details>
              <summary>{storyWords.meters_mean}</summary>
              <MeterMeanings meters={view.meters} />
            </details>
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
        <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "replay" })}>
          {storyWords.replay}
        </button>
      </div>
    </>
  );
}

function Judgement({ debrief }: { debrief: DebriefView }) {
  const points = pointsOf(storyWords.points, debrief.points, debrief.maximum);
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
          <Verdict verdict="unsafe" word={storyWords.unsafe_run} />
        </p>
      )}
      {debrief.lesson && (
        <div class="ssfh-coach">
          <p class="ssfh-strong">{storyWords.lesson}</p>
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
      <p>{countOf(storyWords.choices, mistakes.choices, { count: mistakes.choices })}</p>
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>{countOf(storyWords.counted[kind], mistakes[kind], { count: mistakes[kind] })}</li>
        ))}
      </ul>
    </>
  );
}

/** How good a choice was, and a way to go on from there in another way. */
function Mark({ turn, number, session }: { turn: StoryTurnView; number: number; session: Session }) {
  const line = shortened(plainText(turn.told.lines.at(-1)?.text));
  return (
    <div class="ssfh-mark">
      {turn.level && !turn.unsafe && <Verdict verdict={storyWords.level_verdict[turn.level]} word={storyWords.level[turn.level]} />}
      <button
        type="button"
        class="ssfh-link"
        aria-label={fill(storyWords.replay_from_named, { number, line })}
        onClick={() => session.send({ kind: "replay", turn: number })}
      >
        {storyWords.replay_from}
      </button>
    </div>
  );
}

function BestPath({ debrief }: { debrief: DebriefView }) {
  if (debrief.best_path.length === 0) return null;
  return (
    <details>
      <summary>{storyWords.best_path}</summary>
      <ol class="ssfh-path">
        {debrief.best_path.map((step, index) => (
          <li key={index}>
            <div class="ssfh-small">
              {step.situation.lines.map((line, place) => (
                <div key={place}>
                  {line.speaker && <span class="ssfh-strong">{fill(storyWords.says, { name: line.speaker })} </span>}
                  <Markup value={line.text} inline />
                </div>
              ))}
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
      <h4>{storyWords.runs}</h4>
      <ul>
        {view.runs.map((run) => (
          <li key={run.number}>
            {fill(run.kept > 0 ? storyWords.run_from : storyWords.run, { number: run.number, from: run.kept + 1, outcome: outcomeOf(run) })}
          </li>
        ))}
      </ul>
    </>
  );
}

function outcomeOf(run: RunView): string {
  const points = pointsOf(storyWords.points, run.points, run.maximum);
  const poorer = run.mistakes && run.mistakes.choices - run.mistakes.best;
  const mistakes = poorer === null ? "" : countOf(storyWords.poorer, poorer, { count: poorer });
  return [run.band, points, mistakes, run.is_earlier ? storyWords.earlier : ""].filter(Boolean).join(", ");
}
