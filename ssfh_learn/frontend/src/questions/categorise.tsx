import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Markup, plainText } from "../markup";
import { useUniqueId } from "../unique_id";
import type { CategoriseView, Labelled } from "../views";
import { ItemFeedback } from "../verdict";
import { fill, words } from "../words";
import { isOpen, type QuestionProps, useAnswer } from "./answering";
import { Balance } from "./balance";
import { QuestionFieldset } from "./fieldset";
import { useMissing } from "./missing";

type Pairs = NonNullable<CategoriseView["answer"]>;

/** Cards to put in groups. A card that lies somewhere is one line, so that the next card is never far away. */
export function Categorise({ question, session }: QuestionProps<CategoriseView>) {
  const [answer, give] = useAnswer<Pairs>(session, question);
  const pairs = answer ?? {};
  /** The card that is being put somewhere with the keys, or that is to be put somewhere else. */
  const [unfolded, unfold] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const [wanted, want] = useState<string | null>(null);
  useLayoutEffect(() => {
    if (wanted === null) return;
    const card = list.current?.querySelector(`[data-item="${wanted}"]`);
    card?.querySelector<HTMLElement>("input:checked, input, button")?.focus({ preventScroll: true });
    want(null);
  }, [wanted]);
  const put = (card: string, group: string) => {
    give({ ...pairs, [card]: group });
    if (unfolded !== card || card in pairs) {
      unfold(null);
      want(question.cards.find(({ id }) => id !== card && !(id in pairs))?.id ?? card);
    }
  };
  return (
    <QuestionFieldset question={question} note={isOpen(question) ? words.categorise.how : undefined}>
      {question.balance && <Balance question={question} pairs={pairs} />}
      <ul class="ssfh-cards" ref={list}>
        {question.cards.map((card) => {
          const isFolded = card.id in pairs && unfolded !== card.id;
          return (
            <Card
              key={card.id}
              card={card}
              question={question}
              group={pairs[card.id]}
              isFolded={isFolded || !isOpen(question)}
              onPut={(group) => put(card.id, group)}
              onUnfold={() => {
                unfold(card.id);
                want(card.id);
              }}
              onKeys={() => unfold(card.id)}
              onLeave={() => unfolded === card.id && unfold(null)}
            />
          );
        })}
      </ul>
    </QuestionFieldset>
  );
}

interface CardProps {
  card: Labelled;
  question: CategoriseView;
  group: string | undefined;
  isFolded: boolean;
  onPut: (group: string) => void;
  onUnfold: () => void;
  onKeys: () => void;
  onLeave: () => void;
}

function Card({ card, question, group, isFolded, onPut, onUnfold, onKeys, onLeave }: CardProps) {
  const { isMissing, message } = useMissing(card.id);
  const item = question.feedback?.items[card.id];
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!(currentTarget as Element).contains(relatedTarget as Node | null)) onLeave();
  };
  return (
    <li data-item={card.id} data-verdict={item?.verdict} data-missing={isMissing} onFocusOut={leave}>
      {isFolded ? (
        <Placed card={card} question={question} group={group} onUnfold={onUnfold} />
      ) : (
        <Choice card={card} question={question} group={group} message={message} onPut={onPut} onKeys={onKeys} />
      )}
      <ItemFeedback item={item} vocabulary="pair" />
    </li>
  );
}

function Placed({ card, question, group, onUnfold }: Pick<CardProps, "card" | "question" | "group" | "onUnfold">) {
  const place = question.groups.find(({ id }) => id === group);
  return (
    <div class="ssfh-placed">
      <Markup value={card.text} inline />
      <span class="ssfh-placed-in">
        {place && (
          <>
            <span aria-hidden="true">→ </span>
            <Markup value={place.text} inline />
          </>
        )}
      </span>
      {isOpen(question) && (
        <button type="button" class="ssfh-link" aria-label={fill(words.categorise.change_named, { card: plainText(card.text) })} onClick={onUnfold}>
          {words.categorise.change}
        </button>
      )}
    </div>
  );
}

interface ChoiceProps extends Pick<CardProps, "card" | "question" | "group" | "onPut" | "onKeys"> {
  message: string;
}

/** The arrow keys choose on their way, so a card that they are used in stays as it is until it is left. */
function Choice({ card, question, group: chosen, message, onPut, onKeys }: ChoiceProps) {
  const name = useUniqueId();
  const keys = ({ key }: KeyboardEvent) => (key.startsWith("Arrow") || key === " ") && onKeys();
  return (
    <fieldset class="ssfh-card" onKeyDown={keys} aria-describedby={message ? `${name}-why` : undefined}>
      <legend>
        <Markup value={card.text} inline />
      </legend>
      <div class="ssfh-groups ssfh-side-by-side">
        {question.groups.map((group) => (
          <label key={group.id} class="ssfh-group">
            <input
              type="radio"
              name={`${name}-${card.id}`}
              value={group.id}
              checked={chosen === group.id}
              onChange={() => onPut(group.id)}
              onClick={() => chosen === group.id && onPut(group.id)}
            />
            <Markup value={group.text} inline />
          </label>
        ))}
      </div>
      {message && (
        <p class="ssfh-asked" id={`${name}-why`}>
          {message}
        </p>
      )}
    </fieldset>
  );
}
