import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Markup, plainText } from "../markup";
import type { OrderingView } from "../views";
import { ItemFeedback } from "../verdict";
import { fill, words } from "../words";
import { isOpen, type QuestionProps, useAnswer } from "./answering";
import { QuestionFieldset } from "./fieldset";

/** Steps to put in order, with two buttons each; with a mouse, they can be dragged too. */
export function Ordering({ question, session }: QuestionProps<OrderingView>) {
  const [answer, give] = useAnswer<string[]>(session, question);
  const order = answer ?? question.steps.map((step) => step.id);
  const [said, say] = useState("");
  const dragged = useRef<string | null>(null);
  const keepFocus = useFocusKept(order.join());

  const move = (id: string, to: number) => {
    if (to < 0 || to >= order.length || order[to] === id) return;
    keepFocus();
    const next = order.filter((one) => one !== id);
    next.splice(to, 0, id);
    give(next);
    say(fill(words.ordering.moved, { step: nameOf(question, id), place: to + 1, total: order.length }));
  };
  const drag = (id: string, index: number) => ({
    draggable: isOpen(question),
    onDragStart: () => (dragged.current = id),
    onDragOver: (event: DragEvent) => dragged.current && event.preventDefault(),
    onDragEnd: () => (dragged.current = null),
    onDrop: () => dragged.current && move(dragged.current, index),
  });

  return (
    <QuestionFieldset question={question} note={isOpen(question) ? words.ordering.how : undefined}>
      <ol class="ssfh-steps">
        {order.map((id, index) => (
          <li key={id} data-verdict={question.feedback?.items[id]?.verdict} {...drag(id, index)}>
            <Step question={question} id={id} index={index} move={(to) => move(id, to)} />
          </li>
        ))}
      </ol>
      {isOpen(question) && answer === null && (
        <button type="button" class="ssfh-link" onClick={() => give(order)}>
          {words.ordering.keep}
        </button>
      )}
      <p class="ssfh-unseen" role="status">{said}</p>
    </QuestionFieldset>
  );
}

/** Gives the focus back to a button that moves with its step, because the browser drops it. */
function useFocusKept(order: string): () => void {
  const focused = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    focused.current?.focus();
    focused.current = null;
  }, [order]);
  return () => (focused.current = document.activeElement as HTMLElement | null);
}

interface StepProps {
  question: OrderingView;
  id: string;
  index: number;
  move: (to: number) => void;
}

function Step({ question, id, index, move }: StepProps) {
  return (
    <>
      <div class="ssfh-step">
        <span class="ssfh-step-number" aria-hidden="true">{index + 1}</span>
        <Markup value={question.steps.find((step) => step.id === id)?.text} inline />
        {isOpen(question) && <Movers name={nameOf(question, id)} index={index} total={question.steps.length} move={move} />}
      </div>
      <ItemFeedback item={question.feedback?.items[id]} vocabulary="place" />
    </>
  );
}

interface MoversProps {
  name: string;
  index: number;
  total: number;
  move: (to: number) => void;
}

/** A button at the end of the list has aria-disabled and not disabled, because a disabled button loses the focus. */
function Movers({ name, index, total, move }: MoversProps) {
  const values = { step: name, place: index + 1 };
  return (
    <span class="ssfh-movers">
      <button
        type="button"
        class="ssfh-mover"
        aria-label={fill(words.ordering.up, values)}
        aria-disabled={index === 0}
        onClick={() => move(index - 1)}
      >
        <span aria-hidden="true">↑</span>
      </button>
      <button
        type="button"
        class="ssfh-mover"
        aria-label={fill(words.ordering.down, values)}
        aria-disabled={index === total - 1}
        onClick={() => move(index + 1)}
      >
        <span aria-hidden="true">↓</span>
      </button>
    </span>
  );
}

function nameOf(question: OrderingView, id: string): string {
  return plainText(question.steps.find((step) => step.id === id)?.text);
}
