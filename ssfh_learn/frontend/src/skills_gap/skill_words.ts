import { skills_gap } from "../../../words/frontend.json";

/** The words of the skills gap: a section of its own, which only a page with a skills gap loads. */
export const skillWords = skills_gap;
