import { kinds } from "./kinds";
import { SkillsGap } from "./skills_gap";

/** Loaded apart, as `skills_gap.js`: one page of all has it. */
kinds.skills_gap = SkillsGap;
