// generated from Python by `python -m tests.seam`: do not edit

export type View =
  | QuizView
  | ScenarioView
  | SelfAssessmentView
  | ConversationCardView
  | ActionPlanView
  | ReflectionView
  | FactChartView
  | RoleChoiceView
  | CalculatorView
  | PracticeHisView
  | SkillsGapView
  | RefresherView;
export type AnyQuestionView =
  | SingleChoiceView
  | TrueFalseView
  | GradedChoiceView
  | MultipleResponseView
  | OrderingView
  | MatchingView
  | CategoriseView
  | NumericView
  | FillInView
  | OwnWordsView
  | OpenTextView
  | ShortTextView;
export type ItemVerdict = "right" | "partly" | "wrong" | "missed" | "neutral";

/**
 * What a host gives to draw one activity.
 */
export interface Traits {
  view: View;
  frame: Frame;
  saved: SavedView;
  receipt?: ReceiptView;
  notices: string[];
}
/**
 * The questions of one attempt.
 */
export interface QuizView {
  title: string;
  intro: Markup | null;
  attempt: number;
  kind: "quiz";
  mode: "practice" | "test";
  /**
   * How an answer is read that comes in now.
   */
  reading: "strict" | "lenient";
  phase: "ready" | "open" | "closed";
  pass_mark: number | null;
  /**
   * How many questions one attempt has.
   */
  count: number;
  attempts: AttemptsView | null;
  current: string | null;
  questions: AnyQuestionView[];
  blank: string[];
  /**
   * Questions of a test that she may still change, with more or fewer answered parts than they ask.
   */
  partly: PartlyView[];
  /**
   * Questions whose answer can be read in two ways, or not at all.
   */
  doubtful: string[];
  result: QuizResultView | null;
  /**
   * Why no attempt can begin any more, which only a host may know.
   */
  over: string | null;
}
/**
 * The only type in which HTML reaches a page; a learner's words are always plain strings.
 */
export interface Markup {
  html: string;
}
/**
 * How many attempts at a test were begun; `allowed` is None where there is no end to them.
 */
export interface AttemptsView {
  used: number;
  allowed: number | null;
}
/**
 * What a learner sees of it.
 */
export interface SingleChoiceView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  options: Labelled[];
  kind: "single_choice";
  answer: string | null;
  feedback: TextFeedbackView | null;
}
/**
 * What to ask about an answer that was typed: which of these is meant; none where it cannot be read at all.
 */
export interface DoubtView {
  choices: MeaningView[];
}
/**
 * One thing that may be meant, and the answer that says so.
 */
export interface MeaningView {
  label: string;
  answer: string;
}
/**
 * A text to choose, order or read, with its id.
 */
export interface Labelled {
  id: string;
  text: Markup;
}
/**
 * The feedback where an answer is one id, or what was typed.
 */
export interface TextFeedbackView {
  verdict: "right" | "partly" | "wrong" | "done" | "compare";
  share: number | null;
  text: Markup | null;
  items: {
    [k: string]: ItemFeedbackView;
  };
  model_answer: Markup | null;
  steps: number[];
  solution: string | null;
}
/**
 * What is said of one option, step, pair or card.
 */
export interface ItemFeedbackView {
  verdict: ItemVerdict;
  text: Markup | null;
}
/**
 * What a learner sees of it.
 */
export interface TrueFalseView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  reasons: Labelled[];
  kind: "true_false";
  answer: TrueFalseAnswer | null;
  feedback: TrueFalseFeedbackView | null;
}
/**
 * The verdict and the reason, as far as they were given.
 */
export interface TrueFalseAnswer {
  verdict: boolean | null;
  reason: string | null;
}
/**
 * The feedback with the right verdict and reason.
 */
export interface TrueFalseFeedbackView {
  verdict: "right" | "partly" | "wrong" | "done" | "compare";
  share: number | null;
  text: Markup | null;
  items: {
    [k: string]: ItemFeedbackView;
  };
  model_answer: Markup | null;
  steps: number[];
  solution: TrueFalseAnswer | null;
}
/**
 * What a learner sees of it.
 */
export interface GradedChoiceView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  options: Labelled[];
  kind: "graded_choice";
  answer: string | null;
  feedback: TextFeedbackView | null;
}
/**
 * What a learner sees of it.
 */
export interface MultipleResponseView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  options: Labelled[];
  choose: number | null;
  kind: "multiple_response";
  answer: string[] | null;
  feedback: ListFeedbackView | null;
}
/**
 * The feedback where an answer is a list of ids.
 */
export interface ListFeedbackView {
  verdict: "right" | "partly" | "wrong" | "done" | "compare";
  share: number | null;
  text: Markup | null;
  items: {
    [k: string]: ItemFeedbackView;
  };
  model_answer: Markup | null;
  steps: number[];
  solution: string[] | null;
}
/**
 * What a learner sees of it.
 */
export interface OrderingView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  steps: Labelled[];
  kind: "ordering";
  answer: string[] | null;
  feedback: ListFeedbackView | null;
}
/**
 * What a learner sees of it.
 */
export interface MatchingView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  left: Labelled[];
  right: Labelled[];
  kind: "matching";
  answer: {
    [k: string]: string;
  } | null;
  feedback: PairsFeedbackView | null;
}
/**
 * The feedback where an answer couples ids.
 */
export interface PairsFeedbackView {
  verdict: "right" | "partly" | "wrong" | "done" | "compare";
  share: number | null;
  text: Markup | null;
  items: {
    [k: string]: ItemFeedbackView;
  };
  model_answer: Markup | null;
  steps: number[];
  solution: {
    [k: string]: string;
  } | null;
}
/**
 * What a learner sees of it.
 */
export interface CategoriseView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  groups: Labelled[];
  cards: Labelled[];
  balance: boolean;
  kind: "categorise";
  answer: {
    [k: string]: string;
  } | null;
  feedback: PairsFeedbackView | null;
}
/**
 * What a learner sees of it.
 */
export interface NumericView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  unit: string;
  kind: "numeric";
  answer: string | null;
  feedback: TextFeedbackView | null;
}
/**
 * What a learner sees of it.
 */
export interface FillInView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  max_length: number;
  kind: "fill_in";
  answer: string | null;
  feedback: TextFeedbackView | null;
}
/**
 * What a learner sees of it.
 */
export interface OwnWordsView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  max_length: number;
  kind: "own_words";
  answer: string | null;
  feedback: ComparedFeedbackView | null;
}
/**
 * The model answer, with the points to look for.
 */
export interface ComparedFeedbackView {
  verdict: "right" | "partly" | "wrong" | "done" | "compare";
  share: number | null;
  text: Markup | null;
  items: {
    [k: string]: ItemFeedbackView;
  };
  model_answer: Markup | null;
  steps: number[];
  solution: string | null;
  points: Labelled[];
  ticked: string[];
}
/**
 * What a learner sees of it.
 */
export interface OpenTextView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  max_length: number;
  kind: "open_text";
  answer: string | null;
  feedback: TextFeedbackView | null;
}
/**
 * What a learner sees of it.
 */
export interface ShortTextView {
  id: string;
  prompt: Markup;
  graded: boolean;
  hints: Markup[];
  hints_left: number;
  doubt: DoubtView | null;
  missing: string[];
  phase: "open" | "checked" | "closed";
  max_length: number;
  kind: "short_text";
  answer: string | null;
  feedback: TextFeedbackView | null;
}
/**
 * A question of a test with more or fewer answered parts than it asks.
 */
export interface PartlyView {
  question: string;
  filled: number;
  asked: number;
}
/**
 * The result of practice, once every question has been checked.
 */
export interface QuizResultView {
  points: number;
  maximum: number;
  /**
   * None where nothing of it counts.
   */
  percent: number | null;
  passed: boolean | null;
  feedback: Markup | null;
  wrong: number;
  /**
   * How many questions were answered in own words, which nobody judged: they are in no sum.
   */
  own_words: number;
}
/**
 * The turns so far, and the situation, what a choice did, or the debrief.
 */
export interface ScenarioView {
  title: string;
  intro: Markup | null;
  attempt: number;
  kind: "scenario";
  mode: "practice" | "test";
  role: Markup;
  /**
   * Whom she will meet, before she begins.
   */
  people: StoryPersonView[];
  phase: "ready" | "choosing" | "consequence" | "debrief";
  step: number;
  meters: ScenarioMeterView[];
  /**
   * The last one is what she reads now, as long as the phase is `consequence`.
   */
  turns: StoryTurnView[];
  /**
   * Where she chooses now.
   */
  situation: SituationView | null;
  choices: Labelled[];
  debrief: DebriefView | TestDebriefView | null;
  runs: RunView[];
}
/**
 * Somebody who speaks in the story.
 */
export interface StoryPersonView {
  name: string;
  portrait:
    | "amina"
    | "bram"
    | "corrie"
    | "dewi"
    | "emre"
    | "fleur"
    | "glenn"
    | "hendrik"
    | "imani"
    | "joris"
    | "lin"
    | "onbekend"
    | "ravi";
}
/**
 * A meter and where it stands.
 */
export interface ScenarioMeterView {
  id: string;
  name: string;
  value: number;
  min: number;
  max: number;
  good: "high" | "low";
  zone: "good" | "middle" | "bad";
  /**
   * What its author calls it there.
   */
  word: string | null;
  text: Markup;
}
/**
 * A choice that was made: what was told before it, and what it did; in a test without what it was worth.
 */
export interface StoryTurnView {
  coaching: Markup | null;
  effects: MeterChangeView[];
  unsafe: boolean;
  level: ("best" | "small" | "serious" | "critical") | null;
  values: {
    [k: string]: number;
  };
  node: string;
  told: SaidView;
  choice: Markup;
  /**
   * Whether she says it; otherwise she does it.
   */
  is_said: boolean;
  answer: SaidView;
}
/**
 * How far a choice moved a meter, and whether that is towards its good end.
 */
export interface MeterChangeView {
  meter: string;
  change: number;
  is_good: boolean;
}
/**
 * The lines of one text of the story.
 */
export interface SaidView {
  lines: StoryLineView[];
  /**
   * The face of whoever speaks: it follows the first meter.
   */
  mood: "good" | "middle" | "bad";
  /**
   * The address of the same, read aloud.
   */
  sound: string | null;
}
/**
 * One line: what `speaker` says, or what is told where nobody speaks.
 */
export interface StoryLineView {
  speaker: string | null;
  portrait:
    | (
        | "amina"
        | "bram"
        | "corrie"
        | "dewi"
        | "emre"
        | "fleur"
        | "glenn"
        | "hendrik"
        | "imani"
        | "joris"
        | "lin"
        | "onbekend"
        | "ravi"
      )
    | null;
  text: Markup;
}
/**
 * A situation to choose in.
 */
export interface SituationView {
  id: string;
  said: SaidView;
}
/**
 * What is told at the end in practice: what her way was worth, and the best one.
 *
 * Either mistakes were counted, or there are points of the first meter (`maximum` is 0 where there are none).
 */
export interface DebriefView {
  ending: SaidView;
  reflection: DebriefReflectionView | null;
  lesson: Markup | null;
  band: EndingBandView;
  mistakes: MistakesView | null;
  unsafe: boolean;
  points: number;
  maximum: number;
  start: {
    [k: string]: number;
  };
  final: {
    [k: string]: number;
  };
  best_path: BestChoiceView[];
}
/**
 * The question to think about, and the answer.
 */
export interface DebriefReflectionView {
  question: Markup;
  answer: string;
}
/**
 * What is said of all choices together.
 */
export interface EndingBandView {
  name: string;
  text: Markup;
}
/**
 * How many choices were made, and how many of them there were of each kind.
 */
export interface MistakesView {
  choices: number;
  best: number;
  small: number;
  serious: number;
  critical: number;
}
/**
 * A choice of the best way through.
 */
export interface BestChoiceView {
  situation: SaidView;
  choice: Markup;
}
/**
 * What is told at the end in a test.
 */
export interface TestDebriefView {
  ending: SaidView;
  reflection: DebriefReflectionView | null;
}
/**
 * A run that came to an ending.
 */
export interface RunView {
  number: number;
  /**
   * How many turns it took over from the run before it.
   */
  kept: number;
  /**
   * The first meter at its end.
   */
  final: number;
  band: string;
  mistakes: MistakesView | null;
  points: number;
  maximum: number;
  /**
   * Whether it is of an earlier edition of the story.
   */
  is_earlier: boolean;
}
/**
 * The statements and, once finished, the result.
 */
export interface SelfAssessmentView {
  title: string;
  intro: Markup | null;
  attempt: number;
  kind: "self_assessment";
  phase: "open" | "result";
  round: number;
  scale: ScalePointView[];
  items: StatementView[];
  answered: number;
  total: number;
  result: AssessmentResultView | null;
}
/**
 * A point of the scale and the words for it.
 */
export interface ScalePointView {
  value: number;
  label: string;
}
/**
 * A statement and its answer.
 */
export interface StatementView {
  id: string;
  text: Markup;
  answer: number | "na" | null;
}
/**
 * The outcome of a round.
 */
export interface AssessmentResultView {
  subscales: SubscaleView[];
  bands: ResultBandView[];
  minimum: number;
  maximum: number;
  show_help: boolean;
  compared: boolean;
}
/**
 * The outcome of one subscale; `mean` is None if there are too few answers.
 */
export interface SubscaleView {
  id: string;
  name: string;
  mean: number | null;
  band: BandNameView | null;
  advice: Markup | null;
  /**
   * The mean of an earlier round of the same version.
   */
  before: number | null;
}
/**
 * The name of a band.
 */
export interface BandNameView {
  id: string;
  name: string;
}
export interface ResultBandView {
  id: string;
  name: string;
  from: number;
  to: number;
}
/**
 * One side of a conversation card.
 */
export interface ConversationCardView {
  title: string;
  intro: Markup | null;
  kind: "conversation_card";
  role: "employee" | "manager";
  themes: ThemeView[];
  agreements: AgreementView[];
  tips: Markup[];
  max_length: number;
}
/**
 * A theme with the question of the chosen side, and the note.
 */
export interface ThemeView {
  id: string;
  name: string;
  question: Markup;
  note: string;
}
/**
 * An agreement.
 */
export interface AgreementView {
  what: string;
  who: string;
  when: string;
  row: number;
}
/**
 * An action plan.
 */
export interface ActionPlanView {
  title: string;
  intro: Markup | null;
  kind: "action_plan";
  levels: PlanLevelView[];
  max_length: number;
}
/**
 * A level with an example for this role, and its steps.
 */
export interface PlanLevelView {
  id: string;
  name: string;
  question: Markup;
  example: Markup | null;
  steps: PlanStepView[];
}
/**
 * A step of the plan.
 */
export interface PlanStepView {
  what: string;
  who: string;
  when: string;
  check: string;
  row: number;
}
/**
 * A reflection.
 */
export interface ReflectionView {
  title: string;
  intro: Markup | null;
  kind: "reflection";
  private: boolean;
  prompts: PromptView[];
  max_length: number;
}
/**
 * A question and its answer.
 */
export interface PromptView {
  id: string;
  text: Markup;
  answer: string;
}
/**
 * The question, or the chart with all that belongs to it.
 */
export interface FactChartView {
  title: string;
  intro: Markup | null;
  kind: "fact_chart";
  phase: "estimate" | "shown";
  estimate: EstimateView | null;
  unit: string;
  maximum: number;
  who: string;
  when: string;
  source: string;
  bars: BarView[];
  estimated: EstimatedView | null;
  reading: Markup | null;
  alternative: string;
}
/**
 * The question to answer first, and the guess.
 */
export interface EstimateView {
  question: Markup;
  value: number | null;
}
/**
 * One figure.
 */
export interface BarView {
  id: string;
  name: string;
  value: number;
}
/**
 * The guess beside the figure that it was about.
 */
export interface EstimatedView {
  bar: string;
  value: number;
  actual: number | null;
  /**
   * How far the guess was from the figure.
   */
  off: number | null;
  is_close: boolean;
}
/**
 * The choice of a role.
 */
export interface RoleChoiceView {
  title: string;
  intro: Markup | null;
  kind: "role_choice";
  question: OpeningQuestionView | null;
  roles: RoleView[];
  chosen: ("employee" | "manager" | "workplace_trainer") | null;
}
/**
 * A question with a slider, and the words at both ends.
 */
export interface OpeningQuestionView {
  text: Markup;
  left: string;
  right: string;
}
/**
 * A role to choose.
 */
export interface RoleView {
  id: "employee" | "manager" | "workplace_trainer";
  name: string;
  text: Markup;
}
/**
 * A calculation aid, with the outcome for every place of the slider.
 */
export interface CalculatorView {
  title: string;
  intro: Markup | null;
  kind: "calculator";
  question: Markup;
  label: string;
  minimum: number;
  maximum: number;
  value: number;
  results: {
    [k: string]: CalculatedView;
  };
}
/**
 * The outcome at one place of the slider.
 */
export interface CalculatedView {
  percent: number;
  text: Markup;
}
/**
 * The list of tasks, and the one being played.
 */
export interface PracticeHisView {
  title: string;
  intro: Markup | null;
  attempt: number;
  kind: "practice_his";
  today: string;
  /**
   * What to do next, the best first.
   */
  recommended: RecommendedView[];
  tasks: TaskListedView[];
  task: TaskView | null;
}
/**
 * A task to do next, and why this one.
 */
export interface RecommendedView {
  task: string;
  why: "first" | "again" | "same_level" | "next_level" | "other";
}
/**
 * A task in the list, with the best result so far.
 */
export interface TaskListedView {
  id: string;
  title: string;
  level: "starter" | "vaardig" | "gevorderd";
  level_label: string;
  minutes: number | null;
  state: "new" | "done";
  best: number | null;
  outcome: ("safe" | "partly" | "unsafe" | "not_judged") | null;
}
/**
 * The task being played; the parts of a patient are absent while no record is open.
 */
export interface TaskView {
  id: string;
  title: string;
  level_label: string;
  minutes: number | null;
  assignment: Markup;
  patients: PatientView[];
  open: string | null;
  /**
   * Whether anything was done since the start.
   */
  touched: boolean;
  parts: PartView[];
  steps: TaskStepView[];
  /**
   * What a caller or somebody at the desk says first.
   */
  opening: TurnView | null;
  /**
   * What came back on the steps that were taken, in their order.
   */
  talk: AnsweredView[];
  result: TaskResultView | null;
}
/**
 * An invented patient; `birth` is the date of birth in words, `born` as `1961-02-14`, to search by.
 */
export interface PatientView {
  id: string;
  name: string;
  birth: string;
  born: string;
}
/**
 * A part with the records that can be seen now.
 */
export interface PartView {
  id: string;
  label: string;
  group: "contact" | "record" | "together";
  patient_bound: boolean;
  can_add: boolean;
  can_change: boolean;
  can_remove: boolean;
  is_sent: boolean;
  explanation: Markup | null;
  layout: "table" | "agenda" | "journal";
  fields: FieldView[];
  records: RecordView[];
  /**
   * Where the appointments stand in columns of days; only an agenda has it.
   */
  agenda: AgendaView | null;
  /**
   * Whether to tell that it is on the screen now: the result depends on that, and it was not told before.
   */
  tells_look: boolean;
}
/**
 * A field of a part; a `locked` one is shown and never typed in.
 */
export interface FieldView {
  id: string;
  label: string;
  type: "text" | "long" | "time" | "date" | "choice" | "patient" | "number";
  options: FieldOptionView[] | null;
  required: boolean;
  locked: boolean;
  /**
   * What a new record begins with.
   */
  initial: string;
  max_length: number;
  /**
   * Whether it is only there on a record that stands already.
   */
  for_change: boolean;
  /**
   * Whether the result hangs on it, though it may be left empty for a while.
   */
  is_judged: boolean;
}
/**
 * Something to choose in a field; a plain text, because a native list shows no markup.
 */
export interface FieldOptionView {
  id: string;
  text: string;
}
/**
 * A record; `shown` are its values as a person reads them: a name where `values` has an id.
 */
export interface RecordView {
  id: string;
  patient: string | null;
  values: {
    [k: string]: string;
  };
  shown: {
    [k: string]: string;
  };
}
/**
 * The agenda as columns of days; every slot that no booking takes is free.
 *
 * The three `_field` are the fields of the form that a free slot fills in.
 */
export interface AgendaView {
  days: AgendaDayView[];
  sessions: AgendaSessionView[];
  booked: BookingView[];
  date_field: string;
  time_field: string;
  who_field: string;
}
/**
 * A column: a day, as the form takes it and as a person reads it.
 */
export interface AgendaDayView {
  date: string;
  label: string;
}
/**
 * A part of the day, and the times at which its slots begin.
 */
export interface AgendaSessionView {
  label: string;
  times: string[];
}
/**
 * A booked appointment: `who` is the colleague whom the patient visits, `slots` are the times that it takes.
 */
export interface BookingView {
  record: string;
  date: string;
  who: string;
  slots: string[];
  minutes: number;
  name: string;
  birth: string;
}
/**
 * Something to say or do that leaves no record; what was said and answered cannot be taken back.
 */
export interface TaskStepView {
  id: string;
  text: string;
  taken: boolean;
  final: boolean;
  /**
   * Whether it is said to somebody; otherwise it is done, such as looking something up.
   */
  is_said: boolean;
}
/**
 * What comes from another side: `speaker` is who says it, None where it is told and nobody says it.
 */
export interface TurnView {
  speaker: string | null;
  answer: Markup;
}
/**
 * A step that was taken, and what came back; `id` is the step's.
 */
export interface AnsweredView {
  speaker: string | null;
  answer: Markup;
  id: string;
  text: string;
  is_said: boolean;
}
/**
 * Three parts, apart: safe or not, complete or not, and her own words beside an example.
 *
 * Where nothing was done (`touched` of the task), it is not safe, and `unsafe` is what the task needs.
 * What is `None` was not judged: the task was begun when it had other rules, or its rules hang on words of her own.
 */
export interface TaskResultView {
  percent: number | null;
  outcome: "safe" | "partly" | "unsafe" | "not_judged";
  summary: Markup | null;
  safe: boolean | null;
  unsafe: UnsafeView[];
  complete: boolean | null;
  right: Markup[];
  missing: Markup[];
  compare: ComparisonView[];
  capped: boolean;
  explanation: Markup | null;
  not_taught: Markup | null;
}
/**
 * What is not safe and why, and the moment at which it became so; None where something was never done.
 */
export interface UnsafeView {
  text: Markup;
  moment: MomentView | null;
}
/**
 * An act of the learner, and what it was about: a patient, a part of the HIS or a step, as it is shown.
 */
export interface MomentView {
  kind: "open_record" | "close_record" | "look" | "add" | "change" | "remove" | "step" | "undo_step";
  what: string;
}
/**
 * Her own words in a field, beside what could stand there if that was written; nobody judges them but she.
 */
export interface ComparisonView {
  label: string;
  own: string[];
  example: Markup | null;
  points: string[];
}
/**
 * The functions and competences and, once finished, the picture.
 */
export interface SkillsGapView {
  title: string;
  intro: Markup | null;
  kind: "skills_gap";
  phase: "open" | "result";
  origin: Markup;
  functions: Described[];
  present: string | null;
  wanted: string | null;
  scale: ScalePointView[];
  items: CompetenceView[];
  answered: number;
  total: number;
  result: PictureView | null;
}
/**
 * A name with a text about it, with its id.
 */
export interface Described {
  id: string;
  name: string;
  text: Markup;
}
/**
 * A competence with its examples, and the estimate.
 */
export interface CompetenceView {
  id: string;
  name: string;
  text: Markup;
  can_do: Markup[];
  answer: number | "na" | null;
}
/**
 * The competences in four groups, with the largest gap first, and the notes to take to a talk.
 */
export interface PictureView {
  misses: StandingView[];
  has: StandingView[];
  unknown: StandingView[];
  extra: StandingView[];
  minimum: number;
  maximum: number;
  requirements: Markup | null;
  evidence_note: Markup | null;
  talk: Markup | null;
}
/**
 * Her estimate of a competence beside the levels that both functions ask; None if a function asks none.
 */
export interface StandingView {
  id: string;
  name: string;
  estimate: number | "na" | null;
  asked_now: number | null;
  asked: number | null;
  gap: number;
  evidence: string[];
  steps: LearningStepView[];
}
/**
 * A step that teaches a missing skill; `level` is the name of the level that it leads to.
 */
export interface LearningStepView {
  id: string;
  text: Markup;
  way: string;
  level: string;
  picked: boolean;
}
/**
 * A session so far.
 */
export interface RefresherView {
  title: string;
  intro: Markup | null;
  attempt: number;
  kind: "refresher";
  reading: "strict" | "lenient";
  phase: "ready" | "open";
  current: string | null;
  questions: AnyQuestionView[];
  /**
   * By the id of their question.
   */
  cards: {
    [k: string]: RefresherCardView;
  };
  /**
   * None until all were checked.
   */
  result: SessionResultView | null;
}
/**
 * The texts around the question of a card.
 */
export interface RefresherCardView {
  /**
   * The story of a decision.
   */
  context: Markup | null;
  /**
   * Whether the answer was wrong, so that the card returns at the end.
   */
  returns: boolean;
  /**
   * Whether this is that second time.
   */
  returned: boolean;
}
/**
 * How many cards of a session were right at once.
 */
export interface SessionResultView {
  cards: number;
  right: number;
}
/**
 * The texts around an activity; a test belongs to no module, so that it has no `about` and no glossary.
 *
 * `report` is the address at which a fault in the activity can be reported; None where the host has no such page.
 */
export interface Frame {
  help: Markup | null;
  about: Markup | null;
  glossary: GlossaryTerm[];
  private: boolean;
  practice: boolean;
  /**
   * Whether it uses the full width of a page.
   */
  wide: boolean;
  report: string | null;
  /**
   * Where the steps of the module are; none where a host has no page for each.
   */
  steps: StepLink[];
}
/**
 * A word of the module and what it means.
 */
export interface GlossaryTerm {
  term: string;
  meaning: Markup;
}
/**
 * A step of the module that a page can send her to, and how long it takes to read.
 */
export interface StepLink {
  number: number;
  minutes: number;
  address: string;
  /**
   * Whether it is the step that she is on.
   */
  is_here: boolean;
}
/**
 * The answer to one response; `message` is a Dutch sentence, or empty.
 */
export interface SavedView {
  /**
   * The id of the response.
   */
  response: string;
  state: "idle" | "saved" | "failed" | "refused" | "error";
  message: string;
}
/**
 * How far a test that was handed in is on its way to the trainer.
 */
export interface ReceiptView {
  state: "none" | "busy" | "handed_in" | "failed";
  number: string | null;
  /**
   * ISO 8601, UTC.
   */
  at: string | null;
  /**
   * Why it failed, in Dutch; may be empty.
   */
  message: string;
  /**
   * Whether all of it was graded; None if the host does not hear of that.
   */
  graded: boolean | null;
  /**
   * The address of the result, where the host has a page for it.
   */
  result: string | null;
}
