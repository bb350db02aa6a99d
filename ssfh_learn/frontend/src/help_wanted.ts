import { createContext } from "preact";

/** Lets a part of an activity open the help block below it. */
export const HelpWanted = createContext<(isWanted: boolean) => void>(() => undefined);
