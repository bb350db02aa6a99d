import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface Part {
  id: string;
  name: string;
  /** Whether something is written there; then it is always in sight. */
  isFilled: boolean;
}

interface FirstChoiceProps<P extends Part> {
  parts: P[];
  /** What is asked as long as nothing is open, and afterwards. */
  first: string;
  more: string;
  draw: (part: P) => ComponentChildren;
  /** What comes after them, once one was chosen or once something is written there. */
  children?: ComponentChildren;
  isBegun?: boolean;
}

/** Parts of a worksheet of which one is chosen to begin with, so that nobody sees six empty forms at once. */
export function FirstChoice<P extends Part>({ parts, first, more, draw, children, isBegun }: FirstChoiceProps<P>) {
  const [opened, open] = useState<string[]>(() => parts.filter((part) => part.isFilled).map(({ id }) => id));
  const place = useRef<HTMLDivElement>(null);
  const newest = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (newest.current === null) return;
    const part = place.current?.querySelector(`[data-part="${newest.current}"]`);
    part?.querySelector<HTMLElement>("textarea, input, select")?.focus();
    newest.current = null;
  }, [opened]);
  const isOpen = (part: P) => part.isFilled || opened.includes(part.id);
  const closed = parts.filter((part) => !isOpen(part));
  return (
    <div class="ssfh-parts" ref={place}>
      {parts.filter(isOpen).map((part) => (
        <div key={part.id} data-part={part.id}>
          {draw(part)}
        </div>
      ))}
      {closed.length > 0 && (
        <div class="ssfh-not-printed ssfh-first-choice" role="group" aria-label={closed.length === parts.length ? first : more}>
          <p class="ssfh-strong">{closed.length === parts.length ? first : more}</p>
          <ul>
            {closed.map((part) => (
              <li key={part.id}>
                <button
                  type="button"
                  class="ssfh-button"
                  onClick={() => {
                    newest.current = part.id;
                    open([...opened, part.id]);
                  }}
                >
                  {part.name}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {(isBegun || closed.length < parts.length) && children}
    </div>
  );
}
