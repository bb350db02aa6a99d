import type { Session } from "../session";
import type { AnyQuestionView, QuizView } from "../views";

export interface QuestionProps<Q extends AnyQuestionView> {
  question: Q;
  session: Session;
}

/** The answer to show: a new choice replaces the answer in the view until the host has answered. */
export function useAnswer<A extends NonNullable<AnyQuestionView["answer"]>>(session: Session, question: AnyQuestionView & { answer: A | null }) {
  const pending = session.pending("answer", `answer:${question.id}`);
  const current = pending && "answer" in pending ? (pending.answer as A | null) : question.answer;
  const give = (answer: A | null) => session.send({ kind: "answer", question: question.id, answer });
  return [current, give] as const;
}

/** Whether the learner may still change the answer. */
export function isOpen(question: AnyQuestionView): boolean {
  return question.phase === "open";
}

/** The rule by which the host reads a typed answer; a response names it, so that no other rule is ever used. */
export function readingIn(session: Session): { reading?: QuizView["reading"] } {
  const { reading } = session.view as QuizView;
  return reading === undefined ? {} : { reading };
}
