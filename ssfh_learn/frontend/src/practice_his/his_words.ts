import { practice_his } from "../../../words/frontend.json";

/** The words of the practice HIS: a section of its own, which only a page with a practice HIS loads. */
export const hisWords = practice_his;
