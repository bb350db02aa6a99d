import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Progress } from "./bar";
import { fill, words } from "./words";

interface OneByOneProps<Item> {
  items: Item[];
  isAnswered: (item: Item) => boolean;
  /** Draws one of them; `next` goes on to the one after it. */
  draw: (item: Item, index: number, next?: () => void) => ComponentChildren;
  /** What stands after the last one. */
  end: ComponentChildren;
}

/** Items of a form: on a phone one a screen, so that there is nothing to scroll; the list is there for who wants it. */
export function OneByOne<Item extends { id: string }>(props: OneByOneProps<Item>) {
  const [isList, setList] = useState(() => !isPhone());
  return (
    <>
      {isList ? (
        <>
          {props.items.map((item, index) => props.draw(item, index))}
          {props.end}
        </>
      ) : (
        <One {...props} />
      )}
      <button type="button" class="ssfh-link ssfh-not-printed" onClick={() => setList(!isList)}>
        {isList ? words.one_by_one.singly : words.one_by_one.list}
      </button>
    </>
  );
}

function isPhone(): boolean {
  return globalThis.matchMedia?.("(max-width: 640px)").matches ?? false;
}

function One<Item extends { id: string }>({ items, isAnswered, draw, end }: OneByOneProps<Item>) {
  const total = items.length;
  const [index, setIndex] = useState(() => {
    const first = items.findIndex((item) => !isAnswered(item));
    return first < 0 ? total : first;
  });
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(index);
  useLayoutEffect(() => {
    if (before.current === index) return;
    before.current = index;
    const block = place.current!;
    (block.querySelector<HTMLElement>("fieldset") ?? block).focus({ preventScroll: true });
    // Where all of it is in sight nothing may move: her thumb is there already.
    const { top, bottom } = block.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) block.scrollIntoView?.({ block: "start" });
  }, [index]);
  const item = items[index];
  const skipped = items.filter((one) => !isAnswered(one));
  return (
    <div class="ssfh-one-by-one" ref={place} tabIndex={-1}>
      <Progress done={index + 1} total={total} />
      {item ? (
        <>
          <div class="ssfh-one" key={item.id}>
            {draw(item, index, () => setIndex(index + 1))}
          </div>
          <div class="ssfh-buttons ssfh-one-nav">
            {index > 0 && (
              <button type="button" class="ssfh-button" onClick={() => setIndex(index - 1)}>
                {words.one_by_one.previous}
              </button>
            )}
            <button type="button" class="ssfh-button ssfh-next" onClick={() => setIndex(index + 1)}>
              {isAnswered(item) ? words.one_by_one.next : words.one_by_one.skip}
            </button>
          </div>
        </>
      ) : (
        <div class="ssfh-one ssfh-one-end">
          <p class="ssfh-strong">{fill(words.one_by_one.answered, { answered: total - skipped.length, total })}</p>
          {skipped.length > 0 && (
            <button type="button" class="ssfh-button" onClick={() => setIndex(items.indexOf(skipped[0]!))}>
              {words.one_by_one.to_skipped}
            </button>
          )}
          {end}
          <button type="button" class="ssfh-button" onClick={() => setIndex(total - 1)}>
            {words.one_by_one.previous}
          </button>
        </div>
      )}
    </div>
  );
}
