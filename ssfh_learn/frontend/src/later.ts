// What few pages need, and none at first: it is loaded apart, by its version, when a page has a use for it.
export { dropTexts, keepTexts } from "./kept_texts";
export { show, spokenIn } from "./step_texts";
export { countTicks } from "./tick_points";
