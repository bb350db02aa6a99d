import type { ComponentChildren } from "preact";
import { Bar } from "./bar";
import { useFocusOnChange } from "./focus";
import type { KindProps } from "./kind_props";
import { Markup } from "./markup";
import { ScenarioDebrief, type ScenarioPartProps } from "./scenario_debrief";
import type { ConsequenceView, ScenarioMeterView, ScenarioView } from "./views";
import { Verdict } from "./verdict";
import { fill, number, words } from "./words";

/** A story in which each choice has a consequence, with a talk about it at the end. */
export function Scenario({ view, session }: KindProps<ScenarioView>) {
  const heading = useFocusOnChange<HTMLHeadingElement>(`${view.phase} ${view.step} ${view.situation?.id}`);
  const props = { view, session, heading };
  if (view.phase === "ready") return <Ready {...props} />;
  if (view.phase === "debrief") return <ScenarioDebrief {...props} />;
  return (
    <>
      <Meters meters={view.meters} />
      {view.consequence ? <ConsequenceBox {...props} consequence={view.consequence} /> : <Situation {...props} />}
    </>
  );
}

function Ready({ view, session, heading }: ScenarioPartProps) {
  return (
    <>
      <div class="ssfh-role">
        <h3 ref={heading} tabIndex={-1}>
          {words.scenario.role}
        </h3>
        <Markup value={view.role} />
      </div>
      <Meters meters={view.meters} />
      <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "begin" })}>
        {words.scenario.begin}
      </button>
    </>
  );
}

function Situation({ view, session, heading }: ScenarioPartProps) {
  return (
    <>
      <h3 ref={heading} tabIndex={-1} class="ssfh-place">
        {fill(words.scenario.step, { number: view.step })}
      </h3>
      <Spoken speaker={view.situation?.speaker}>
        <Markup value={view.situation?.text} />
      </Spoken>
      <Choices view={view} session={session} />
    </>
  );
}

/** What somebody says, with her name; the sign beside it is for the eye. */
function Spoken({ speaker, children }: { speaker: string | null | undefined; children: ComponentChildren }) {
  if (!speaker) return <>{children}</>;
  const initials = initialsOf(speaker);
  return (
    <figure class="ssfh-speech">
      <figcaption>
        {initials && (
          <span class="ssfh-face" aria-hidden="true">
            {initials}
          </span>
        )}
        <span class="ssfh-strong">{speaker}</span>
      </figcaption>
      <div class="ssfh-speech-text">{children}</div>
    </figure>
  );
}

/** "De praktijkmanager" and "Je leidinggevende" say what somebody is; that is no name and has no initials. */
const ROLE = /^([Dd]e|[Hh]et|[Ee]en|[Jj]e|[Jj]ouw|[Jj]ullie|[Mm]ijn|[Oo]ns|[Oo]nze) \p{Ll}/u;

function initialsOf(name: string): string {
  if (ROLE.test(name)) return "";
  const parts = name.split(" ").filter((part) => part[0] === part[0]?.toUpperCase());
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => part?.[0] ?? "").join("");
}

function Choices({ view, session }: KindProps<ScenarioView>) {
  const node = view.situation?.id ?? "";
  return (
    <div role="group" aria-label={words.scenario.choose}>
      <p class="ssfh-strong">{words.scenario.choose}</p>
      <ul class="ssfh-choices">
        {view.choices.map(({ id, text }) => (
          <li key={id}>
            <button type="button" class="ssfh-choice" onClick={() => session.send({ kind: "choose", node, choice: id })}>
              <Markup value={text} inline />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

type ConsequenceProps = ScenarioPartProps & { consequence: ConsequenceView };

function ConsequenceBox({ view, session, consequence, heading }: ConsequenceProps) {
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {words.scenario.consequence}
      </h3>
      <div class="ssfh-chosen">
        <span class="ssfh-small">{words.scenario.you_chose}</span>
        <Markup value={consequence.choice} />
      </div>
      {consequence.unsafe && (
        <p class="ssfh-unsafe">
          <Verdict verdict="unsafe" word={words.scenario.unsafe} />
        </p>
      )}
      <Spoken speaker={consequence.speaker}>
        <Markup value={consequence.text} />
      </Spoken>
      <Effects effects={consequence.effects} meters={view.meters} />
      {consequence.coaching && (
        <div class="ssfh-coaching">
          <p class="ssfh-strong">{words.scenario.coaching}</p>
          <Markup value={consequence.coaching} />
        </div>
      )}
      <button
        type="button"
        class="ssfh-button ssfh-primary"
        onClick={() => session.send({ kind: "continue", node: view.situation?.id ?? "" })}
      >
        {words.scenario.continue}
      </button>
    </>
  );
}

function Effects({ effects, meters }: { effects: ConsequenceView["effects"]; meters: ScenarioMeterView[] }) {
  const changed = effects.filter((effect) => effect.change !== 0);
  if (changed.length === 0) return null;
  return (
    <ul class="ssfh-effects">
      {changed.map(({ meter, change }) => {
        const name = meters.find((one) => one.id === meter)?.name ?? meter;
        const sentence = change > 0 ? words.scenario.meter_up : words.scenario.meter_down;
        return (
          <li key={meter}>
            <span aria-hidden="true">{change > 0 ? "▲ " : "▼ "}</span>
            {fill(sentence, { meter: name, change: number(Math.abs(change)) })}
          </li>
        );
      })}
    </ul>
  );
}

function Meters({ meters }: { meters: ScenarioMeterView[] }) {
  if (meters.length === 0) return null;
  return (
    <ul class="ssfh-meters" aria-label={words.scenario.meters}>
      {meters.map((meter) => (
        <li key={meter.id}>
          <p class="ssfh-meter-name">
            <span class="ssfh-strong">{meter.name}</span>{" "}
            <span>{fill(words.scenario.meter_value, { value: number(meter.value), maximum: number(meter.max) })}</span>
          </p>
          <Bar value={meter.value} minimum={meter.min} maximum={meter.max} />
          <p class="ssfh-small">{meter.good === "high" ? words.scenario.high_is_good : words.scenario.low_is_good}</p>
          <div class="ssfh-small">
            <Markup value={meter.text} />
          </div>
        </li>
      ))}
    </ul>
  );
}
