import type { ComponentChildren } from "preact";
import { Markup } from "../markup";
import type { Labelled, AnyQuestionView } from "../views";
import { words } from "../words";

/** The full right answer; it is not drawn for choices, whose options already show it. */
export function Solution({ question }: { question: AnyQuestionView }) {
  const content = question.feedback?.solution == null ? null : solutionOf(question);
  if (!content) return null;
  return (
    <div class="ssfh-solution">
      <p class="ssfh-strong">{words.feedback.solution}</p>
      {content}
    </div>
  );
}

function solutionOf(question: AnyQuestionView): ComponentChildren {
  switch (question.kind) {
    case "single_choice":
    case "graded_choice":
      return <Texts ids={[question.feedback!.solution!]} all={question.options} />;
    case "multiple_response":
      return <Texts ids={question.feedback!.solution!} all={question.options} />;
    case "true_false":
      return <TrueFalseSolution solution={question.feedback!.solution!} reasons={question.reasons} />;
    case "ordering":
      return <Texts ids={question.feedback!.solution!} all={question.steps} isOrdered />;
    case "matching":
      return <PairTexts pairs={question.feedback!.solution!} from={question.left} to={question.right} />;
    case "categorise":
      return <PairTexts pairs={question.feedback!.solution!} from={question.cards} to={question.groups} />;
    case "numeric":
      return <p>{`${question.feedback!.solution} ${question.unit}`.trim()}</p>;
    case "fill_in":
      return <p>{question.feedback!.solution}</p>;
    default:
      return null;
  }
}

function TrueFalseSolution({ solution, reasons }: { solution: { verdict: boolean | null; reason: string | null }; reasons: Labelled[] }) {
  return (
    <>
      <p>{solution.verdict ? words.true_false.true : words.true_false.false}</p>
      {solution.reason !== null && <Texts ids={[solution.reason]} all={reasons} />}
    </>
  );
}

function Texts({ ids, all, isOrdered = false }: { ids: string[]; all: Labelled[]; isOrdered?: boolean }) {
  const List = isOrdered ? "ol" : "ul";
  return (
    <List>
      {ids.map((id) => (
        <li key={id}>
          <Markup value={all.find((one) => one.id === id)?.text} inline />
        </li>
      ))}
    </List>
  );
}

function PairTexts({ pairs, from, to }: { pairs: Record<string, string>; from: Labelled[]; to: Labelled[] }) {
  return (
    <ul>
      {from.map(({ id, text }) => (
        <li key={id}>
          <Markup value={text} inline /> <span aria-hidden="true">→</span>{" "}
          <span class="ssfh-strong">
            <Markup value={to.find((one) => one.id === pairs[id])?.text} inline />
          </span>
        </li>
      ))}
    </ul>
  );
}
