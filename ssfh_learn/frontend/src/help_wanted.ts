import { createContext } from "preact";

/** A part of an activity may ask for the help block below it to stand open. */
export const HelpWanted = createContext<(isWanted: boolean) => void>(() => undefined);
