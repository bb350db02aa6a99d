import type { RefObject } from "preact";
import { Progress } from "./bar";
import { useFocusOnChange } from "./focus";
import type { KindProps } from "./kind_props";
import { Markup } from "./markup";
import { Question } from "./questions/question";
import { Steps } from "./quiz";
import type { AnyQuestionView, RefresherView } from "./views";
import { fill, words } from "./words";

/** A short session with one card on a screen, as in a quiz; a card that was wrong returns once at the end. */
export function Refresher({ view, session }: KindProps<RefresherView>) {
  const total = view.questions.length;
  const question = view.questions.find(({ id }) => id === view.current);
  const index = question ? view.questions.indexOf(question) : total;
  const place = useFocusOnChange<HTMLElement>(`${view.phase} ${question?.id}`);
  if (view.phase === "ready") return <p>{words.refresher.none}</p>;
  return (
    <>
      <Progress done={question ? index + 1 : total} total={total} />
      <h3 ref={place as RefObject<HTMLHeadingElement>} tabIndex={-1} class="ssfh-place">
        {question ? fill(words.quiz.place, { number: index + 1, total }) : words.refresher.end}
      </h3>
      {question ? <Card question={question} view={view} session={session} /> : <End view={view} session={session} />}
      {(question || !view.result) && (
        <Steps questions={view.questions} session={session} index={index} end={words.refresher.to_end} />
      )}
    </>
  );
}

function Card({ question, view, session }: KindProps<RefresherView> & { question: AnyQuestionView }) {
  const card = view.cards[question.id]!;
  return (
    <>
      {card.returned && <p>{words.refresher.returned}</p>}
      {card.context && (
        <>
          <p>{words.refresher.begins}</p>
          <div class="ssfh-context">
            <Markup value={card.context} />
          </div>
        </>
      )}
      <Question key={question.id} question={question} session={session} mode="practice" />
      <p role="status">{card.returns && words.refresher.returns}</p>
    </>
  );
}

/** The page around the session must be loaded again to show when the next session is. */
function End({ view, session }: KindProps<RefresherView>) {
  const open = view.questions.find(({ phase }) => phase === "open");
  if (!view.result) {
    return (
      <>
        <p>{words.refresher.open}</p>
        {open && (
          <button type="button" class="ssfh-link" onClick={() => session.send({ kind: "go", question: open.id })}>
            {words.refresher.to_open}
          </button>
        )}
      </>
    );
  }
  const { cards, right } = view.result;
  return (
    <div class="ssfh-result">
      <p>{told(cards, right)}</p>
      {right < cards && <p>{words.refresher.comes_sooner}</p>}
      <p>
        <a class="ssfh-button ssfh-primary" href="?klaar">
          {words.refresher.when}
        </a>
      </p>
    </div>
  );
}

function told(cards: number, right: number): string {
  if (cards > 1) return fill(words.refresher.right.many, { count: cards, right });
  return right === 1 ? words.refresher.right.one : words.refresher.not_right;
}
