import type { ComponentChildren, RefObject } from "preact";
import type { KindProps } from "../kind_props";
import { Markup } from "../markup";
import type { ScenarioView } from "../views";
import { storyWords } from "./story_words";

interface DockProps extends KindProps<ScenarioView> {
  place: RefObject<HTMLDivElement>;
  isWaiting: boolean;
}

/** What she can do now; on a phone it stays at the bottom, in reach of her thumb, while the end of the story is near. */
export function Dock({ view, session, place, isWaiting }: DockProps) {
  const node = view.situation?.id ?? view.turns.at(-1)?.node ?? "";
  const content: ComponentChildren = isWaiting ? null : view.situation ? (
    <>
      <p class="ssfh-strong">{storyWords.choose}</p>
      <ul class="ssfh-choices">
        {view.choices.map(({ id, text }) => (
          <li key={id}>
            <button type="button" class="ssfh-choice" onClick={() => session.send({ kind: "choose", node, choice: id })}>
              <Markup value={text} inline />
            </button>
          </li>
        ))}
      </ul>
    </>
  ) : (
    <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "continue", node })}>
      {storyWords.continue}
    </button>
  );
  return (
    <div class="ssfh-dock-reach">
      <div class="ssfh-dock-room" />
      <div class="ssfh-dock" ref={place} tabIndex={-1} role="group" aria-label={view.situation ? storyWords.choose : storyWords.turn}>
        {content}
      </div>
    </div>
  );
}
