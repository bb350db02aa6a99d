import { useEffect, useState } from "preact/hooks";
import type { ScenarioView } from "../views";

export const PAUSE = 650;

/** Whether the answer to a choice is still to come: it follows after a moment, and at once for who wants no motion. */
export function usePause({ attempt, turns, phase }: ScenarioView): boolean {
  const moment = `${attempt} ${turns.length} ${phase}`;
  const [heard, setHeard] = useState(moment);
  const isWaiting = phase === "consequence" && heard !== moment && !wantsNoMotion();
  useEffect(() => {
    if (heard === moment) return;
    const timer = setTimeout(() => setHeard(moment), isWaiting ? PAUSE : 0);
    return () => clearTimeout(timer);
  }, [moment]);
  return isWaiting;
}

export function wantsNoMotion(): boolean {
  return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? true;
}
