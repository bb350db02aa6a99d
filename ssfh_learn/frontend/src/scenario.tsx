import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { useFocusOnChange } from "./focus";
import type { KindProps } from "./kind_props";
import { Markup } from "./markup";
import { Debrief } from "./scenario/debrief";
import { Dock } from "./scenario/dock";
import { MeterMeanings, Meters } from "./scenario/meters";
import { usePause } from "./scenario/pause";
import { Portrait } from "./scenario/portrait";
import { scrollToNew, useScrollToNew } from "./scenario/scrolling";
import { storyWords } from "./scenario/story_words";
import { Strip } from "./scenario/strip";
import { Thread } from "./scenario/thread";
import type { ScenarioView } from "./views";

/** A story as a conversation: each choice has an answer, with a talk about it at the end. */
export function Scenario({ view, session }: KindProps<ScenarioView>) {
  const story = useRef<HTMLDivElement>(null);
  const isWaiting = usePause(view);
  const moment = `${view.attempt} ${view.phase} ${view.turns.length}`;
  const place = useFocusOnChange<HTMLDivElement>(moment);
  const heading = useFocusOnChange<HTMLHeadingElement>(moment);
  useScrollToNew(story, `${moment} ${isWaiting}`);
  const [found] = useState(moment);
  if (view.phase === "ready") return <Ready view={view} session={session} />;
  return (
    <div class="ssfh-story" ref={story}>
      {moment === found && view.phase !== "debrief" && view.turns.length > 0 && <GoOn story={story} />}
      <Strip view={view} />
      {view.phase === "debrief" ? (
        <Debrief view={view} session={session} heading={heading} />
      ) : (
        <>
          <Thread view={view} isWaiting={isWaiting} />
          <Dock view={view} session={session} place={place} isWaiting={isWaiting} />
        </>
      )}
    </div>
  );
}

/** The way to where she was, for who comes back to a story that is not over. */
function GoOn({ story }: { story: RefObject<HTMLDivElement> }) {
  const go = () => {
    const newest = scrollToNew(story.current);
    if (!newest) return;
    newest.tabIndex = -1; // what is read next is the turn, and then the choices
    newest.focus({ preventScroll: true });
  };
  return (
    <button type="button" class="ssfh-button ssfh-go-on" onClick={go}>
      {storyWords.go_on}
    </button>
  );
}

function Ready({ view, session }: KindProps<ScenarioView>) {
  return (
    <>
      <div class="ssfh-role">
        <h3>{storyWords.role}</h3>
        <Markup value={view.role} />
        <People people={view.people} />
      </div>
      <Meters meters={view.meters} />
      <MeterMeanings meters={view.meters} />
      <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "begin" })}>
        {storyWords.begin}
      </button>
    </>
  );
}

function People({ people }: Pick<ScenarioView, "people">) {
  if (people.length === 0) return null;
  return (
    <ul class="ssfh-people" aria-label={storyWords.people}>
      {people.map(({ name, portrait }) => (
        <li key={name}>
          <Portrait name={portrait} mood="middle" />
          <span>{name}</span>
        </li>
      ))}
    </ul>
  );
}
