import type * as views from "../src/views";
import type { Frame, Markup, ReceiptView } from "../src/views";

export const html = (text: string): Markup => ({ html: `<p>${text}</p>` });

export const frame: Frame = {
  help: html('Praat met je huisarts of bel <a href="https://www.113.nl">113</a>.'),
  about: html("SSFH is het fonds voor de huisartsenzorg."),
  glossary: [{ term: "regelruimte", meaning: html("De ruimte om je werk <strong>zelf</strong> te regelen.") }],
  private: false,
  practice: true,
  report: null,
  steps: [],
  wide: false,
};

const base = { graded: true, hints: [], hints_left: 0, answer: null, doubt: null, missing: [], phase: "open" as const, feedback: null };
const options = [
  { id: "rust", text: html("Je plant elke dag een vaste pauze in.") },
  { id: "mail", text: html("Je leest thuis nog even de mail.") },
  { id: "steun", text: html("Je vraagt een collega om mee te denken.") },
];

export const single: views.SingleChoiceView = {
  ...base, id: "v1", kind: "single_choice", prompt: html("Wat helpt <strong>direct</strong> tegen werkdruk?"), options, hints_left: 1,
};
export const graded: views.GradedChoiceView = { ...base, id: "v2", kind: "graded_choice", prompt: html("Wat doe je als eerste?"), options };
export const trueFalse: views.TrueFalseView = {
  ...base, id: "v3", kind: "true_false", prompt: html("Werkdruk is alleen een probleem van jezelf."),
  reasons: [{ id: "r1", text: html("Werk is ook anders te verdelen.") }, { id: "r2", text: html("Druk hoort bij het vak.") }],
};
export const multiple: views.MultipleResponseView = {
  ...base, id: "v4", kind: "multiple_response", prompt: html("Welke dingen geven energie?"), options, choose: 2,
};
export const ordering: views.OrderingView = {
  ...base, id: "v5", kind: "ordering", prompt: html("Zet de stappen van een goed gesprek op volgorde."),
  steps: [
    { id: "luister", text: html("Luister zonder oordeel") },
    { id: "open", text: html("Open het gesprek met wat je ziet") },
    { id: "afspraak", text: html("Maak samen één afspraak") },
  ],
};
export const matching: views.MatchingView = {
  ...base, id: "v6", kind: "matching", prompt: html("Wat hoort bij elkaar?"),
  left: [{ id: "l1", text: html("Te veel telefoon") }, { id: "l2", text: html("Geen pauze") }],
  right: [{ id: "p2", text: html("Rooster aanpassen") }, { id: "p1", text: html("Vaste beluren en een terugbellijst") }],
};
export const categorise: views.CategoriseView = {
  ...base, id: "v7", kind: "categorise", prompt: html("Energiegever of energievreter?"),
  balance: false, groups: [{ id: "gever", text: html("Geeft energie") }, { id: "vreter", text: html("Kost energie") }],
  cards: [{ id: "k1", text: html("Een dankbare patiënt") }, { id: "k2", text: html("Drie dingen tegelijk doen") }],
};
export const numeric: views.NumericView = {
  ...base, id: "v8", kind: "numeric", prompt: html("Hoeveel procent van de praktijken had een vacature?"), unit: "%",
};
export const fillIn: views.FillInView = {
  ...base, id: "v11", kind: "fill_in", prompt: html("Hoe heet de lijst met risico's op het werk?"), max_length: 100,
};
export const shortText: views.ShortTextView = {
  ...base, id: "v9", kind: "short_text", prompt: html("Noem één signaal van te hoge werkdruk."), max_length: 300,
};
export const ownWords: views.OwnWordsView = {
  ...base, id: "v12", kind: "own_words", prompt: html("Herschrijf de zin zonder oordeel."), max_length: 8000, graded: false,
};
export const openText: views.OpenTextView = {
  ...base, id: "v10", kind: "open_text", prompt: html("Beschrijf een drukke dag. Wat zou je anders doen?"), max_length: 2000, graded: false,
};
export const questions: views.AnyQuestionView[] = [
  single, graded, trueFalse, multiple, ordering, matching, categorise, numeric, shortText, fillIn, ownWords, openText,
];

export function quiz(changes: Partial<views.QuizView> = {}): views.QuizView {
  return {
    kind: "quiz", title: "Kennischeck werkdruk", intro: html("Je krijgt steeds meteen uitleg."), attempt: 1, mode: "practice", phase: "open",
    reading: "lenient", count: questions.length, current: "v1", questions, result: null, attempts: null, blank: [], partly: [], doubtful: [],
    pass_mark: null, over: null, ...changes,
  };
}

/** A quiz with one question. */
export function quizOf(question: views.AnyQuestionView, changes: Partial<views.QuizView> = {}): views.QuizView {
  return quiz({ questions: [question], current: question.id, ...changes });
}

export const checked: Record<string, views.AnyQuestionView> = {
  multiple: {
    ...multiple, phase: "checked", answer: ["rust", "mail"],
    feedback: {
      verdict: "partly", share: 1 / 3, text: html("Je bent op weg."), solution: ["rust", "steun"], model_answer: null, steps: [],
      items: {
        rust: { verdict: "right", text: html("Ja: een pauze geeft herstel.") },
        mail: { verdict: "wrong", text: html("Zo stopt je werkdag niet.") },
        steun: { verdict: "missed", text: html("Steun van collega's helpt.") },
      },
    },
  },
  ordering: {
    ...ordering, phase: "checked", answer: ["luister", "open", "afspraak"],
    feedback: {
      verdict: "partly", share: 1 / 3, text: null, solution: ["open", "luister", "afspraak"], model_answer: null, steps: [],
      items: {
        luister: { verdict: "wrong", text: null }, open: { verdict: "wrong", text: null }, afspraak: { verdict: "right", text: null },
      },
    },
  },
  matching: {
    ...matching, phase: "checked", answer: { l1: "p2", l2: "p1" },
    feedback: {
      verdict: "wrong", share: 0, text: html("Kijk nog eens naar de oorzaak."), solution: { l1: "p1", l2: "p2" }, model_answer: null, steps: [],
      items: { l1: { verdict: "wrong", text: null }, l2: { verdict: "wrong", text: null } },
    },
  },
  categorise: {
    ...categorise, phase: "checked", answer: { k1: "gever", k2: "gever" },
    feedback: {
      verdict: "partly", share: 0.5, text: null, solution: { k1: "gever", k2: "vreter" }, model_answer: null, steps: [],
      items: { k1: { verdict: "right", text: html("Waardering geeft energie.") }, k2: { verdict: "wrong", text: null } },
    },
  },
  numeric: {
    ...numeric, phase: "checked", answer: "60",
    feedback: { verdict: "wrong", share: 0, text: html("Het is minder dan de helft."), solution: "45", model_answer: null, steps: [], items: {} },
  },
  fillIn: {
    ...fillIn, phase: "checked", answer: "arbowet",
    feedback: { verdict: "wrong", share: 0, text: html("Dat is de wet."), solution: "RI&E", model_answer: null, steps: [], items: {} },
  },
  ownWords: {
    ...ownWords, phase: "checked", answer: "Mevrouw meldt rugpijn.",
    feedback: {
      verdict: "compare", share: null, text: null, solution: null, items: {}, model_answer: html("“Mevrouw meldt opnieuw rugpijn.”"), steps: [],
      points: [{ id: "wie", text: html("Wie het zegt") }, { id: "duur", text: html("Sinds wanneer") }, { id: "oordeel", text: html("Geen oordeel") }],
      ticked: ["wie"],
    },
  },
  short: {
    ...shortText, phase: "checked", answer: "slecht slapen",
    feedback: { verdict: "compare", share: null, text: null, solution: null, model_answer: html("Slecht slapen, piekeren of sneller boos zijn."), steps: [], items: {} },
  },
};

export const quizResult: views.QuizView = quiz({
  current: null, blank: ["v3", "v9"],
  result: { points: 6.5, maximum: 9, percent: 72, passed: null, feedback: html("Mooi gedaan. Lees stap 2 nog eens."), wrong: 3, own_words: 0 },
});

export const testQuiz: views.QuizView = quiz({
  mode: "test", phase: "ready", current: null, attempts: { used: 0, allowed: 2 }, pass_mark: 70, title: "Eindtoets werkdruk",
});

/** A test that was handed in and not looked at, with one attempt left. */
export const closedTest: views.QuizView = { ...testQuiz, phase: "closed", attempts: { used: 1, allowed: 2 } };

const noReceipt: ReceiptView = { state: "none", number: null, at: null, message: "", graded: null, result: null };
export const receipts: Record<ReceiptView["state"], ReceiptView> = {
  none: noReceipt,
  busy: { ...noReceipt, state: "busy" },
  handed_in: { ...noReceipt, state: "handed_in", number: "7F3A-21BC", at: "2026-11-21T13:05:00+00:00", graded: false },
  failed: { ...noReceipt, state: "failed", message: "De map van je trainer is nu niet te bereiken." },
};

const meters = [
  { id: "rust", name: "Rust in het team", value: 6, min: 0, max: 10, good: "high" as const, zone: "good" as const, word: "rustig", text: html("Hoe rustig het team werkt.") },
  { id: "druk", name: "Wachtrij", value: 3, min: 0, max: 10, good: "low" as const, zone: "middle" as const, word: null, text: html("Hoe vol de wachtrij is.") },
];

/** What is told, or what somebody says. */
export function said(text: string, speaker: string | null = null): views.SaidView {
  return { lines: [{ speaker, portrait: speaker ? "emre" : null, text: html(text) }], mood: "middle", sound: null };
}

export function turn(changes: Partial<views.StoryTurnView> = {}): views.StoryTurnView {
  return {
    node: "k1", told: said("De telefoon staat roodgloeiend."), choice: html("Je werkt door."), is_said: false, answer: said("Het wordt nog drukker."),
    coaching: html("Dat kost energie."), effects: [{ meter: "rust", change: -1, is_good: false }], unsafe: true, level: null,
    values: { rust: 4, druk: 5 }, ...changes,
  };
}

export function scenario(changes: Partial<views.ScenarioView> = {}): views.ScenarioView {
  return {
    kind: "scenario", title: "De telefoon blijft gaan", intro: html("Een maandagochtend in de praktijk."), attempt: 1, mode: "practice",
    role: html("Je bent doktersassistent in een praktijk met drie huisartsen."), people: [], phase: "choosing", step: 2, meters, turns: [turn()],
    situation: { id: "k2", said: said("Je collega is ziek. Er staan 14 mensen in de wachtrij.") },
    choices: [
      { id: "a", text: html("Je werkt door en slaat je pauze over.") },
      { id: "b", text: html("Je overlegt met de praktijkmanager.") },
    ],
    debrief: null, runs: [], ...changes,
  };
}

export const answeredTurn = turn({
  node: "k2", told: said("Je collega is ziek."), choice: html("Je werkt door en slaat je pauze over."),
  answer: said("Om half twaalf mis je bijna een spoedgeval."), coaching: html("Wie moe is, hoort minder goed wat er echt speelt."),
  effects: [{ meter: "rust", change: -2, is_good: false }, { meter: "druk", change: 1, is_good: false }],
});

export const scenarioConsequence: views.ScenarioView = scenario({ phase: "consequence", choices: [], situation: null, turns: [turn(), answeredTurn] });

export const scenarioDebrief: views.ScenarioView = scenario({
  phase: "debrief", situation: null, choices: [],
  turns: [turn(), turn({ told: said("Je collega is ziek."), choice: html("Je overlegt."), coaching: null, unsafe: false, values: { rust: 6, druk: 3 } })],
  debrief: {
    ending: said("De dag eindigt rustiger dan hij begon."), lesson: html("Vraag eerder om hulp."),
    band: { name: "Goed op weg", text: html("Je houdt het team heel.") }, mistakes: null, unsafe: true, points: 7, maximum: 10,
    start: { rust: 5, druk: 4 }, final: { rust: 6, druk: 3 },
    best_path: [{ situation: said("De telefoon staat roodgloeiend."), choice: html("Je vraagt om hulp.") }],
    reflection: { question: html("Wat zou jij morgen anders doen?"), answer: "" },
  },
  runs: [
    { number: 1, kept: 0, final: 4, band: "Let op", mistakes: null, points: 4, maximum: 10, is_earlier: false },
    { number: 2, kept: 1, final: 6, band: "Goed op weg", mistakes: null, points: 7, maximum: 10, is_earlier: false },
  ],
});

const scale = ["helemaal niet", "een beetje", "soms wel, soms niet", "meestal", "helemaal"].map((label, index) => ({ value: index + 1, label }));

export function selfAssessment(changes: Partial<views.SelfAssessmentView> = {}): views.SelfAssessmentView {
  return {
    kind: "self_assessment", title: "Hoe sta jij ervoor?", intro: html("Deze scan is voor jou alleen."), attempt: 1, phase: "open", round: 1, scale,
    items: [
      { id: "s1", text: html("Ik kan mijn werk in mijn werktijd afmaken."), answer: 4 },
      { id: "s2", text: html("Ik pieker thuis over mijn werk."), answer: null },
    ],
    answered: 1, total: 2, result: null, ...changes,
  };
}

export const selfAssessmentResult: views.SelfAssessmentView = selfAssessment({
  phase: "result", round: 2, answered: 2,
  result: {
    subscales: [
      { id: "a", name: "Werkdruk", mean: 2.3, band: { id: "laag", name: "aandacht nodig" }, advice: html("Bespreek dit met je leidinggevende."), before: 2.1 },
      { id: "b", name: "Steun", mean: null, band: null, advice: null, before: null },
    ],
    bands: [{ id: "laag", name: "aandacht nodig", from: 1, to: 2.5 }, { id: "hoog", name: "sterk", from: 2.5, to: 5 }],
    minimum: 1, maximum: 5, show_help: true, compared: true,
  },
});

export const conversationCard: views.ConversationCardView = {
  kind: "conversation_card", title: "Gesprekskaart werkdruk", intro: html("Bereid je gesprek voor."), role: "employee",
  themes: [
    { id: "t1", name: "Wat kost energie?", question: html("Wat kost jou nu de meeste energie?"), note: "De telefoon" },
    { id: "t2", name: "Wat geeft energie?", question: html("Waar kom je blij van thuis?"), note: "" },
  ],
  agreements: [{ row: 1, what: "Vaste beluren", who: "Sanne", when: "1 maart" }],
  tips: [html("Kies een rustig moment."), html("Vraag door.")], max_length: 500,
};

export const actionPlan: views.ActionPlanView = {
  kind: "action_plan", title: "Mijn actieplan", intro: null, max_length: 500,
  levels: [
    { id: "ik", name: "Ik zelf", question: html("Wat ga jij doen?"), example: html("Elke dag om 10 uur even naar buiten."),
      steps: [{ row: 1, what: "Pauze nemen", who: "ik", when: "elke dag", check: "Ik ben minder moe" }] },
    { id: "team", name: "Mijn team", question: html("Wat doen jullie samen?"), example: null, steps: [] },
  ],
};

export const reflection: views.ReflectionView = {
  kind: "reflection", title: "Even nadenken", intro: null, private: true, max_length: 1000,
  prompts: [{ id: "p1", text: html("Wat neem je mee?"), answer: "" }],
};

export const factEstimate: views.FactChartView = {
  kind: "fact_chart", title: "Hoe vol is het?", intro: html("Schat eerst zelf."), phase: "estimate",
  estimate: { question: html("Hoeveel procent van de praktijken had eind 2022 een vacature?"), value: null },
  unit: "%", maximum: 100, who: "412 huisartsenpraktijken", when: "eind 2022", source: "SSFH-magazine, zonder verdere bron",
  bars: [], estimated: null, reading: null, alternative: "",
};

export const factShown: views.FactChartView = {
  ...factEstimate, phase: "shown", estimate: { question: factEstimate.estimate!.question, value: 30 },
  bars: [
    { id: "vacature", name: "Praktijk met een open vacature", value: 45 },
    { id: "moeilijk", name: "Vacature die langer dan een half jaar openstaat", value: 62.5 },
  ],
  estimated: { bar: "vacature", value: 30, actual: 45, off: 6, is_close: true },
  reading: html("Dit gaat over praktijken, <em>niet</em> over mensen."),
  alternative: "45 procent had een vacature; 62,5 procent daarvan stond lang open.",
};

export const roleChoice: views.RoleChoiceView = {
  kind: "role_choice", title: "Wie ben jij?", intro: null,
  question: { text: html("Hoe druk was jouw week?"), left: "heel rustig", right: "heel druk" },
  roles: [
    { id: "employee", name: "Medewerker", text: html("Je werkt als assistent, triagist of POH.") },
    { id: "manager", name: "Leidinggevende", text: html("Je geeft leiding aan een team.") },
    { id: "workplace_trainer", name: "Praktijkopleider", text: html("Je begeleidt leerlingen.") },
  ],
  chosen: null,
};

export const calculator: views.CalculatorView = {
  kind: "calculator", title: "Wat als er één uitvalt?", intro: null, question: html("Met hoeveel mensen werk je?"), label: "Aantal mensen",
  minimum: 4, maximum: 6, value: 5,
  results: {
    "4": { percent: 25, text: html("Valt er één van de 4 mensen uit? Dan is dat 25% van de uren.") },
    "5": { percent: 20, text: html("Valt er één van de 5 mensen uit? Dan is dat 20% van de uren.") },
    "6": { percent: 16.7, text: html("Valt er één van de 6 mensen uit? Dan is dat 16,7% van de uren.") },
  },
};
