import type { RefObject } from "preact";
import { Markup, plainText } from "../markup";
import type { Session } from "../session";
import { useUniqueId } from "../unique_id";
import { Verdict } from "../verdict";
import type { AnyQuestionView, Markup as MarkupValue, StepLink } from "../views";
import { countOf, fill, number, words } from "../words";
import { Checklist } from "./own_words";
import { Solution } from "./solution";

interface FeedbackProps {
  question: AnyQuestionView;
  session: Session;
  /** Takes the focus after checking. */
  place: RefObject<HTMLDivElement>;
}

/** One box with the verdict, what is said of her own choice and then of all answers, and where she can read more. */
export function Feedback({ question, session, place }: FeedbackProps) {
  const id = useUniqueId();
  const feedback = question.feedback!;
  const isPart = feedback.verdict === "partly" && feedback.share !== null;
  const percent = isPart ? fill(words.feedback.share, { percent: number(Math.round(feedback.share! * 100)) }) : "";
  return (
    <div class="ssfh-feedback" data-verdict={feedback.verdict} ref={place} tabIndex={-1} role="group" aria-labelledby={id} aria-describedby={`${id}-said`}>
      <p class="ssfh-feedback-head" id={id}>
        <Verdict verdict={feedback.verdict} word={verdictWord(question)} />
        {percent && <span class="ssfh-small"> {percent}</span>}
      </p>
      <div id={`${id}-said`} class="ssfh-feedback-said">
        {feedback.verdict === "compare" && <p>{words.feedback.not_judged}</p>}
        {ownChoices(question).map(({ name, text }) => (
          <div key={name}>
            <p class="ssfh-small">{fill(words.feedback.about, { choice: name })}</p>
            <Markup value={text} />
          </div>
        ))}
        <Markup value={feedback.text} />
      </div>
      <StepLinks feedback={feedback} session={session} />
      <Solution question={question} />
      {feedback.model_answer && (
        <div class="ssfh-solution">
          <p class="ssfh-strong">{words.feedback.model_answer}</p>
          <Markup value={feedback.model_answer} />
        </div>
      )}
      {question.kind === "own_words" && <Checklist question={question} session={session} />}
    </div>
  );
}

/** Another word each time that it is right, but always the same one for the same question. */
function verdictWord({ id, feedback }: AnyQuestionView): string {
  const { verdict } = feedback!;
  if (verdict !== "right") return words.feedback[verdict];
  const place = [...id].reduce((sum, sign) => sum + sign.codePointAt(0)!, 0);
  return words.feedback.right[place % words.feedback.right.length]!;
}

/** Something that is said as a whole, which stands between other signs where it is named. */
const QUOTED = /^“([^“”]*)”$/;

/** Where she makes one choice, what is said of it: below the options she would have to look for it. */
function ownChoices(question: AnyQuestionView): { name: string; text: MarkupValue }[] {
  const items = question.feedback!.items;
  return chosenIn(question).flatMap(({ id, name }) => (items[id]?.text ? [{ name, text: items[id].text }] : []));
}

function chosenIn(question: AnyQuestionView): { id: string; name: string }[] {
  const named = (id: string | null, texts: { id: string; text: MarkupValue }[]) =>
    texts.filter((one) => one.id === id).map((one) => ({ id: one.id, name: plainText(one.text).replace(QUOTED, "$1") }));
  switch (question.kind) {
    case "single_choice":
    case "graded_choice":
      return named(question.answer, question.options);
    case "true_false": {
      const { verdict = null, reason = null } = question.answer ?? {};
      const own = verdict === null ? [] : [{ id: String(verdict), name: verdict ? words.true_false.true : words.true_false.false }];
      return [...own, ...named(reason, question.reasons)];
    }
    default:
      return [];
  }
}

/** The steps that the feedback names, as links with the time that they take; the page shows a way back.
 *  Where something is not right yet and no step is named, it is the text of this one. */
function StepLinks({ feedback, session }: { feedback: NonNullable<AnyQuestionView["feedback"]>; session: Session }) {
  const isRight = !["partly", "wrong"].includes(feedback.verdict);
  const wanted = (step: StepLink) => (feedback.steps.length > 0 || isRight ? feedback.steps.includes(step.number) : step.is_here);
  const found = (session.frame.steps ?? []).filter(wanted);
  if (found.length === 0) return null;
  return (
    <ul class="ssfh-step-links">
      {found.map((step) => (
        <li key={step.number}>
          <a href={step.is_here ? "#inhoud" : step.address} data-ssfh-aside>
            {fill(step.is_here ? words.feedback.read_here : words.feedback.read_step, { number: step.number, minutes: countOf(words.feedback.minutes, step.minutes) })}
          </a>
        </li>
      ))}
    </ul>
  );
}
