import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Moves the focus to the element when the token changes, but not at the first drawing, which would steal the focus.
 *  An empty token does nothing. Two tokens may share one element. */
export function useFocusOnChange<E extends HTMLElement>(token: string, shared?: RefObject<E>): RefObject<E> {
  const own = useRef<E>(null);
  const element = shared ?? own;
  const before = useRef(token);
  useLayoutEffect(() => {
    if (before.current === token) return;
    before.current = token;
    if (token) element.current?.focus();
  }, [token]);
  return element;
}
