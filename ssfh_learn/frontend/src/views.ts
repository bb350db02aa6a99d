import type { Markup } from "./model";

/** Every view has these; a kind adds its own. */
export interface BaseView {
  kind: string;
  title: string;
  intro: Markup | null;
  /** Which attempt, run or round this is, where there can be several; an older host does not tell. */
  attempt?: number;
}

export interface Labelled {
  id: string;
  text: Markup;
}

// ---- quiz ----

export type ItemVerdict = "right" | "partly" | "wrong" | "missed" | "neutral";

export interface Feedback<Answer> {
  verdict: "right" | "partly" | "wrong" | "done";
  share: number | null;
  text: Markup | null;
  items: Record<string, { verdict: ItemVerdict; text: Markup | null }>;
  solution: Answer | null;
  model_answer: Markup | null;
}

export interface Doubt {
  choices: { label: string; answer: string }[];
}

/** The rule by which typed answers are read. */
export type Reading = "strict" | "lenient";

interface BaseQuestion<Kind extends string, Answer> {
  id: string;
  kind: Kind;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  answer: Answer | null;
  /** What to ask about an answer that was typed: which of these is meant; none where it cannot be read at all. */
  doubt?: Doubt | null;
  phase: "open" | "checked" | "closed";
  feedback: Feedback<Answer> | null;
}

export interface TrueFalseAnswer {
  verdict: boolean | null;
  reason: string | null;
}

export type Pairs = Record<string, string>;
export type SingleChoice = BaseQuestion<"single_choice", string> & { options: Labelled[] };
export type GradedChoice = BaseQuestion<"graded_choice", string> & { options: Labelled[] };
export type TrueFalse = BaseQuestion<"true_false", TrueFalseAnswer> & { reasons: Labelled[] };
export type MultipleResponse = BaseQuestion<"multiple_response", string[]> & {
  options: Labelled[];
  choose: number | null;
};
export type Ordering = BaseQuestion<"ordering", string[]> & { steps: Labelled[] };
export type Matching = BaseQuestion<"matching", Pairs> & { left: Labelled[]; right: Labelled[] };
export type Categorise = BaseQuestion<"categorise", Pairs> & { groups: Labelled[]; cards: Labelled[] };
export type Numeric = BaseQuestion<"numeric", string> & { unit: string };
export type ShortText = BaseQuestion<"short_text", string> & { max_length: number };
export type OpenText = BaseQuestion<"open_text", string> & { max_length: number };

export type Question =
  | SingleChoice
  | GradedChoice
  | TrueFalse
  | MultipleResponse
  | Ordering
  | Matching
  | Categorise
  | Numeric
  | ShortText
  | OpenText;

export type Answer = string | string[] | TrueFalseAnswer | Pairs;

export interface QuizResult {
  points: number;
  maximum: number;
  /** Null when a person still has to look at every question. */
  percent: number | null;
  passed: boolean | null;
  feedback: Markup | null;
  wrong: number;
}

export interface QuizView extends BaseView {
  mode: "practice" | "test";
  phase: "ready" | "open" | "closed";
  current: string | null;
  questions: Question[];
  /** How many questions one attempt has; an older host does not tell. */
  count?: number;
  result: QuizResult | null;
  attempts: { used: number; allowed: number | null } | null;
  /** Why no attempt can begin any more, where the host knows that. */
  over?: string;
  blank: string[];
  /** Questions whose answer can be read in two ways, or not at all. */
  doubtful?: string[];
  reading?: Reading;
  pass_mark: number | null;
}

// ---- scenario ----

export interface ScenarioMeter {
  id: string;
  name: string;
  value: number;
  min: number;
  max: number;
  good: "high" | "low";
  text: Markup | null;
}

export interface Consequence {
  choice: Markup;
  text: Markup;
  coaching: Markup | null;
  effects: { meter: string; change: number }[];
  unsafe: boolean;
}

/** In a test only the ending and the question to think about are shown. */
export interface TestDebrief {
  ending: Markup;
  reflection: { question: Markup; answer: string } | null;
}

export interface Debrief extends TestDebrief {
  lesson: Markup | null;
  band: { name: string; text: Markup | null } | null;
  unsafe: boolean;
  points: number;
  maximum: number;
  path: { situation: Markup; choice: Markup; coaching: Markup | null; unsafe: boolean; values: Record<string, number> }[];
  start: Record<string, number>;
  final: Record<string, number>;
  best_path: { situation: Markup; choice: Markup }[];
}

export interface ScenarioView extends BaseView {
  mode: "practice" | "test";
  role: Markup;
  phase: "ready" | "choosing" | "consequence" | "debrief";
  step: number;
  meters: ScenarioMeter[];
  situation: Labelled | null;
  choices: Labelled[];
  consequence: Consequence | null;
  debrief: Debrief | TestDebrief | null;
  runs: { number: number; final: number; band: string | null; points: number; maximum: number }[];
}

// ---- self-assessment ----

export type StatementAnswer = number | "na" | null;

export interface Subscale {
  id: string;
  name: string;
  mean: number | null;
  band: { id: string; name: string } | null;
  advice: Markup | null;
  before: number | null;
}

export interface SelfAssessmentResult {
  subscales: Subscale[];
  bands: { id: string; name: string; from: number; to: number }[];
  minimum: number;
  maximum: number;
  show_help: boolean;
  compared: boolean;
}

export interface SelfAssessmentView extends BaseView {
  phase: "open" | "result";
  round: number;
  scale: { value: number; label: string }[];
  items: { id: string; text: Markup; answer: StatementAnswer }[];
  answered: number;
  total: number;
  result: SelfAssessmentResult | null;
}

// ---- worksheets ----

export interface Agreement {
  row: number;
  what: string;
  who: string;
  when: string;
}

export interface ConversationCardView extends BaseView {
  role: "employee" | "manager";
  themes: { id: string; name: string; question: Markup; note: string }[];
  agreements: Agreement[];
  tips: Markup[];
  max_length: number;
}

export interface PlanStep extends Agreement {
  check: string;
}

export interface PlanLevel {
  id: string;
  name: string;
  question: Markup;
  example: Markup | null;
  steps: PlanStep[];
}

export interface ActionPlanView extends BaseView {
  levels: PlanLevel[];
  max_length: number;
}

export interface ReflectionView extends BaseView {
  private: boolean;
  prompts: { id: string; text: Markup; answer: string }[];
  max_length: number;
}

// ---- small ones ----

export interface FactChartView extends BaseView {
  phase: "estimate" | "shown";
  estimate: { question: Markup; value: number | null } | null;
  unit: string;
  maximum: number;
  who: string;
  when: string;
  source: string;
  bars: { id: string; name: string; value: number }[];
  estimated: { bar: string; value: number; actual: number | null } | null;
  reading: Markup | null;
  alternative: string;
}

export interface RoleChoiceView extends BaseView {
  question: { text: Markup; left: string; right: string } | null;
  roles: { id: string; name: string; text: Markup }[];
  chosen: string | null;
}

export interface CalculatorView extends BaseView {
  question: Markup;
  label: string;
  minimum: number;
  maximum: number;
  value: number;
  results: Record<string, { percent: number; text: Markup }>;
}

// ---- skills gap ----

export type FunctionSide = "present" | "wanted";

export interface LearningStep {
  id: string;
  text: Markup;
  way: string;
  /** The words for the level that it leads to. */
  level: string;
  picked: boolean;
}

export interface SkillStanding {
  id: string;
  name: string;
  estimate: StatementAnswer;
  /** The level that the function of now asks, and the one that is wanted; null where it asks none. */
  asked_now: number | null;
  asked: number | null;
  gap: number;
  evidence: string[];
  steps: LearningStep[];
}

export type SkillGroup = "misses" | "has" | "unknown" | "extra";

export interface SkillsGapResult extends Record<SkillGroup, SkillStanding[]> {
  minimum: number;
  maximum: number;
  requirements: Markup | null;
  evidence_note: Markup | null;
  talk: Markup | null;
}

export interface SkillsGapView extends BaseView {
  phase: "open" | "result";
  origin: Markup;
  functions: { id: string; name: string; text: Markup }[];
  present: string | null;
  wanted: string | null;
  scale: { value: number; label: string }[];
  items: { id: string; name: string; text: Markup; can_do: Markup[]; answer: StatementAnswer }[];
  answered: number;
  total: number;
  result: SkillsGapResult | null;
}

// ---- practice HIS ----

export type HisOutcome = "safe" | "partly" | "unsafe";

export interface HisField {
  id: string;
  label: string;
  type: "text" | "long" | "time" | "date" | "choice" | "patient" | "number";
  options: { id: string; text: string }[] | null;
  required: boolean;
  max_length: number;
  /** Shown, and never to be typed in. */
  locked: boolean;
  /** What a new record begins with. */
  initial: string;
}

export type HisValues = Record<string, string>;

export interface HisRecord {
  id: string;
  patient: string | null;
  values: HisValues;
  /** The values as a person reads them: a name where `values` has an id. */
  shown: HisValues;
}

export interface HisPart {
  id: string;
  label: string;
  patient_bound: boolean;
  can_add: boolean;
  can_change: boolean;
  can_remove: boolean;
  explanation: Markup | null;
  fields: HisField[];
  records: HisRecord[];
}

export interface HisResult {
  percent: number;
  outcome: HisOutcome;
  outcome_text: string;
  summary: Markup | null;
  right: Markup[];
  missing: Markup[];
  unsafe: Markup[];
  capped: boolean;
  explanation: Markup | null;
}

export interface HisTask {
  id: string;
  title: string;
  level_label: string;
  assignment: Markup;
  patients: { id: string; name: string; birth: string }[];
  open: string | null;
  /** Those of a patient are absent while no record is open. */
  parts: HisPart[];
  steps: { id: string; text: string; taken: boolean }[];
  /** Whether anything was done since the start. */
  touched: boolean;
  result: HisResult | null;
}

export interface HisTaskListed {
  id: string;
  title: string;
  level: string;
  level_label: string;
  state: "new" | "done";
  best: number | null;
  outcome: HisOutcome | null;
}

export interface PracticeHisView extends BaseView {
  today: string;
  tasks: HisTaskListed[];
  task: HisTask | null;
}

// ---- refresher ----

/** `context`: the story that a decision comes from. `returns`: was not right, so that it is asked again at the end;
 *  `returned`: this is that second time. */
export type RefresherQuestion = Question & { context: Markup | null; returns: boolean; returned: boolean };

export interface RefresherView extends BaseView {
  reading?: Reading;
  phase: "ready" | "open";
  current: string | null;
  questions: RefresherQuestion[];
  /** How many cards were right at once; null until all were checked. */
  result: { cards: number; right: number } | null;
}
