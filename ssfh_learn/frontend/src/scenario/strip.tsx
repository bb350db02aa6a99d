import type { SaidView, ScenarioView } from "../views";
import { Meters } from "./meters";
import { Portrait } from "./portrait";

/** Who speaks and how the meters stand; it stays in sight while the conversation goes on below it. */
export function Strip({ view }: { view: ScenarioView }) {
  const face = lastFace(view);
  if (!face && view.meters.length === 0) return null;
  return (
    <div class="ssfh-strip" data-over={view.phase === "debrief"}>
      {face?.line.portrait && (
        <div class="ssfh-strip-face">
          <Portrait name={face.line.portrait} mood={face.mood} />
          <span>{face.line.speaker}</span>
        </div>
      )}
      <Meters meters={view.meters} />
    </div>
  );
}

/** Whoever spoke last, with the face of now. */
function lastFace({ turns, situation }: ScenarioView) {
  const told: SaidView[] = [...turns.flatMap((turn) => [turn.told, turn.answer]), ...(situation ? [situation.said] : [])];
  const line = told.flatMap((said) => said.lines).filter((one) => one.portrait).at(-1);
  return line && { line, mood: told.at(-1)!.mood };
}
