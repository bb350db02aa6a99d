import { scenario } from "../../../words/frontend.json";

/** The words of a story: a section of its own, which only a page with a story loads. */
export const storyWords = scenario;
