import { kinds } from "./kinds";
import { Scenario } from "./scenario";

/** Loaded apart, as `scenario.js`: its people are drawn in it, and most pages have no story. */
kinds.scenario = Scenario;
