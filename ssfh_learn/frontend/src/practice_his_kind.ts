import { kinds } from "./kinds";
import { PracticeHis } from "./practice_his";

/** Loaded apart, as `practice_his.js`: of every page it would be an eighth. */
kinds.practice_his = PracticeHis;
