import { Markup } from "../markup";
import { useUniqueId } from "../unique_id";
import type { OwnWordsView } from "../views";
import { countOf, words } from "../words";
import type { QuestionProps } from "./answering";
import { ShortText } from "./short_text";

const ROWS = 6;

/** Her own words, which she compares herself with an example. */
export function OwnWords(props: QuestionProps<OwnWordsView>) {
  return <ShortText {...props} rows={ROWS} />;
}

/** The points of the example; what she ticks is kept, and says nothing about right or wrong. */
export function Checklist({ question, session }: QuestionProps<OwnWordsView>) {
  const id = useUniqueId();
  if (!question.feedback) return null;
  const { points, ticked: kept } = question.feedback;
  const ticked = session.pending("tick", `tick:${question.id}`)?.points ?? kept;
  const tick = (point: string, isTicked: boolean) => {
    const all = points.map((one) => one.id).filter((one) => (one === point ? isTicked : ticked.includes(one)));
    session.send({ kind: "tick", question: question.id, points: all });
  };
  return (
    <fieldset class="ssfh-checklist" disabled={question.phase === "closed"}>
      <legend class="ssfh-strong">{words.own_words.points}</legend>
      <ul class="ssfh-options">
        {points.map((point) => (
          <li key={point.id}>
            <label class="ssfh-option" for={`${id}-${point.id}`}>
              <input
                type="checkbox"
                id={`${id}-${point.id}`}
                checked={ticked.includes(point.id)}
                onChange={(event) => tick(point.id, event.currentTarget.checked)}
              />
              <Markup value={point.text} inline />
            </label>
          </li>
        ))}
      </ul>
      <p class="ssfh-small" role="status">
        {ticked.length > 0 && countOf(words.own_words.ticked, ticked.length)}
      </p>
      <p class="ssfh-small">{words.own_words.note}</p>
    </fieldset>
  );
}
