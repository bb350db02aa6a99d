import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { wantsNoMotion } from "./pause";

const ROOM = 12;

/** Brings what is new in sight as soon as it is there. */
export function useScrollToNew(story: RefObject<HTMLElement>, token: string): void {
  const before = useRef(token);
  useLayoutEffect(() => {
    if (before.current === token) return;
    before.current = token;
    scrollToNew(story.current);
  }, [token]);
}

/** Brings the last turn in sight, between what stays at the top and at the bottom; what is too long, from its beginning. */
export function scrollToNew(story: HTMLElement | null): HTMLElement | null {
  const find = (name: string) => story?.querySelector<HTMLElement>(name) ?? null;
  const newest = find(".ssfh-thread > :last-child");
  const [strip, dock] = [find(".ssfh-strip"), find(".ssfh-dock")];
  if (!newest?.scrollIntoView || !dock) return newest;
  const top = (strip ? Number.parseFloat(getComputedStyle(strip).top) || 0 : 0) + (strip?.offsetHeight ?? 0) + ROOM;
  const bottom = dock.offsetHeight + ROOM;
  const page = getComputedStyle(document.documentElement);
  newest.style.scrollMarginTop = `${beyond(top, page.scrollPaddingTop)}px`;
  newest.style.scrollMarginBottom = `${beyond(bottom, page.scrollPaddingBottom)}px`;
  const fits = newest.offsetHeight < innerHeight - top - bottom;
  newest.scrollIntoView({ block: fits ? "end" : "start", behavior: wantsNoMotion() ? "auto" : "smooth" });
  return newest;
}

/** The room that is needed besides what the page keeps free itself. */
function beyond(room: number, kept: string): number {
  return Math.max(0, room - (Number.parseFloat(kept) || 0));
}
