"""One rich example of every kind of activity and question, as a content file says it (Dutch keys).

Every text that belongs to the key holds the word `KEY`, so that a test can look for what may not be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from ssfh_learn.activities import KINDS, Activity, Learner
from ssfh_learn.activities.dutch import ACTIVITY_KINDS
from ssfh_learn.activities.quiz import Quiz

Content = dict[str, Any]
AnyActivity = TypeVar("AnyActivity", bound=Activity)

KEY = "GEHEIM"
ANNA = Learner("anna")
BRAM = Learner("bram")


def activity(content: Content, name: str = "voorbeeld") -> Activity:
    """Return the activity that a content file with this name would give."""
    return KINDS[ACTIVITY_KINDS[content["soort"]]].model_validate({**content, "id": name})


def quiz(*questions: Content, **more: object) -> Quiz:
    """Return a quiz of these questions; a question without an id gets v1, v2, ..."""
    named = [{"id": f"v{number}", "vraag": "Wat kies je?", **one} for number, one in enumerate(questions, 1)]
    return Quiz.model_validate({"id": "voorbeeld", "soort": "quiz", "titel": "Quiz", "vragen": named, **more})


def answered(activity: AnyActivity, *responses: Content, learner: Learner = ANNA) -> Any:
    """Return the state after these responses, which must all be accepted."""
    state = activity.start(learner)
    for response in responses:
        state = activity.respond(state, response)
    return state


def _options(*right: str, of: str) -> list[Content]:
    return [
        {
            "id": one,
            "tekst": f"Optie {one}",
            "uitleg": f"{KEY} uitleg {one}",
            **({"juist": "ja"} if one in right else {}),
        }
        for one in of
    ]


_SHARED = {
    "vraag": "Wat doe je **eerst**?",
    "leerdoel": "LD1",
    "bronnen": ["B1"],
    "hints": [f"{KEY} hint een", f"{KEY} hint twee"],
    "feedback": {"goed": f"{KEY} goed", "deels": f"{KEY} deels", "fout": f"{KEY} fout"},
}

QUESTIONS: dict[str, Content] = {
    "single_choice": {"soort": "enkele-keuze", "opties": _options("c", of="dcba")},
    "true_false": {
        "soort": "waar-onwaar",
        "juist": "nee",
        "uitleg_waar": f"{KEY} waar",
        "uitleg_onwaar": f"{KEY} onwaar",
        "redenen": _options("b", of="ab"),
    },
    "graded_choice": {
        "soort": "beste-keuze",
        "opties": [
            {"id": "z", "tekst": "Bellen", "waarde": 0.5, "uitleg": f"{KEY} z"},
            {"id": "y", "tekst": "Wachten", "waarde": 0, "uitleg": f"{KEY} y"},
            {"id": "x", "tekst": "Vragen", "waarde": 1, "uitleg": f"{KEY} x"},
        ],
    },
    "multiple_response": {"soort": "meer-antwoorden", "opties": _options("e", "c", "a", of="edcba")},
    "ordering": {
        "soort": "volgorde",
        "stappen": [{"id": one, "tekst": f"Stap {one}"} for one in ("t", "q", "s", "p", "r")],
    },
    "matching": {
        "soort": "koppelen",
        "paren": [{"id": one, "links": f"Links {one}", "rechts": f"Rechts {one}"} for one in ("k", "m", "l", "n")],
    },
    "categorise": {
        "soort": "indelen",
        "groepen": [{"id": "kost", "naam": "Kost"}, {"id": "geeft", "naam": "Geeft"}],
        "kaartjes": [
            {"id": "h", "tekst": "Telefoon", "groep": "kost", "uitleg": f"{KEY} h"},
            {"id": "g", "tekst": "Bedankje", "groep": "geeft", "uitleg": f"{KEY} g"},
            {"id": "f", "tekst": "Rooster", "groep": "kost", "uitleg": f"{KEY} f"},
        ],
    },
    "numeric": {"soort": "getal", "antwoord": 45, "eenheid": "%", "marge_goed": 3, "marge_half": 8},
    "fill_in": {
        "soort": "invulwoord",
        "goede_antwoorden": [f"{KEY}lijst", "RI&E", "risico-inventarisatie en -evaluatie"],
        "bijna_goed": [{"antwoorden": [f"{KEY} plan", "plan van aanpak"], "uitleg": f"{KEY} plan"}],
        "tikfouten": 1,
    },
    "own_words": {
        "soort": "eigen-woorden",
        "modelantwoord": f"{KEY} modelantwoord",
        "nakijkpunten": [{"id": one, "tekst": f"{KEY} punt {one}"} for one in ("wie", "wat", "hoe")],
        "beoordeling": f"{KEY} beoordeling",
    },
    "short_text": {
        "soort": "kort-antwoord",
        "trefwoordgroepen": [["rooster", "planning"], ["pauze"], [f"{KEY} woord"]],
        "nodig": 2,
        "modelantwoord": f"{KEY} modelantwoord",
    },
    "open_text": {
        "soort": "open-vraag",
        "modelantwoord": f"{KEY} modelantwoord",
        "beoordeling": f"{KEY} beoordeling",
    },
}
"""In an order, and with ids, that are not alphabetical: neither may follow from the key, nor tell it."""

FORMER = {"short_text"}
"""What only stored versions and files of before have."""
KINDS_OF_LATER = {"fill_in", "own_words"}
"""What was not in the first release, whose content must keep its version."""


def _rich(kinds: Iterable[str]) -> list[Content]:
    return [{"id": kind.replace("_", "-"), **_SHARED, **QUESTIONS[kind]} for kind in kinds]


EVERY_QUESTION = _rich(QUESTIONS)
RICH_QUESTIONS = _rich(kind for kind in QUESTIONS if kind not in FORMER)
OF_OWN_WORDS = {"eigen-woorden", "open-vraag"}
"""In practice nothing is said of how good they are."""

PRACTICE_QUIZ: Content = {
    "soort": "quiz",
    "titel": "Oefenen",
    "inleiding": "Neem de *tijd*.",
    "leerdoelen": ["LD1"],
    "bronnen": ["B1"],
    "zakgrens": 70,
    "feedback_bij_score": [{"vanaf": 0, "tekst": f"{KEY} laag"}, {"vanaf": 70, "tekst": f"{KEY} hoog"}],
    "vragen": [
        {key: value for key, value in one.items() if key != "feedback" or one["soort"] not in OF_OWN_WORDS}
        for one in RICH_QUESTIONS
    ],
}
TEST_QUIZ: Content = {
    **PRACTICE_QUIZ,
    "titel": "Toets",
    "modus": "toetsen",
    "pogingen": 2,
    "vragen": RICH_QUESTIONS,
}
FIRST_QUESTIONS = _rich(kind for kind in QUESTIONS if kind not in KINDS_OF_LATER)

SCENARIO: Content = {
    "soort": "scenario",
    "titel": "Maandag",
    "rol": "Je werkt aan de balie.",
    "meters": [
        {"id": "balans", "naam": "Balans", "start": 5, "min": 0, "max": 10, "goed": "hoog", "uitleg": "10 is goed"},
        {"id": "spanning", "naam": "Spanning", "start": 2, "min": 0, "max": 5, "goed": "laag", "uitleg": "0 is goed"},
    ],
    "start": "begin",
    "knopen": [
        {
            "id": "begin",
            "tekst": "De telefoon gaat.",
            "keuzes": [
                {
                    "id": "vraag",
                    "tekst": "Ik vraag hulp.",
                    "naar": "samen",
                    "effect": {"balans": 4, "spanning": -1},
                    "gevolg": "Iemand komt.",
                    "uitleg": f"{KEY} sterk",
                },
                {
                    "id": "wacht",
                    "tekst": "Ik wacht.",
                    "naar": "begin",
                    "effect": {"balans": -4, "spanning": 4},
                    "gevolg": "De rij groeit.",
                    "uitleg": f"{KEY} langer",
                },
                {
                    "id": "negeer",
                    "tekst": "Ik neem niet op.",
                    "naar": "samen",
                    "effect": {"balans": 9},
                    "gevolg": "Een spoedgeval wacht.",
                    "uitleg": f"{KEY} onveilig",
                    "kritiek": "ja",
                },
            ],
        },
        {
            "id": "samen",
            "tekst": "Jullie overleggen.",
            "keuzes": [
                {
                    "id": "afspraak",
                    "tekst": "We maken een afspraak.",
                    "naar": "rust",
                    "effect": {"balans": 4},
                    "gevolg": "Het staat vast.",
                    "uitleg": f"{KEY} duidelijk",
                },
                {
                    "id": "praten",
                    "tekst": "We praten wat.",
                    "naar": "moe",
                    "gevolg": "Er verandert niets.",
                    "uitleg": f"{KEY} niets",
                },
            ],
        },
        {"id": "rust", "tekst": "Er is rust.", "einde": "ja", "leerpunt": f"{KEY} samen", "klem": {"min": 4}},
        {"id": "moe", "tekst": "Je bent moe.", "einde": "ja", "leerpunt": f"{KEY} op tijd", "klem": {"max": 6}},
    ],
    "banden": [
        {"vanaf": 0, "naam": f"{KEY} uit balans", "tekst": f"{KEY} vraag hulp"},
        {"vanaf": 4, "naam": f"{KEY} wiebelig", "tekst": f"{KEY} soms"},
        {"vanaf": 7, "naam": f"{KEY} in balans", "tekst": f"{KEY} mooi"},
    ],
    "reflectievraag": "Wat herken je?",
}

STORY: Content = {
    "soort": "scenario",
    "titel": "De balie",
    "rol": "Je werkt aan de balie.",
    "meters": [
        {"id": "rust", "naam": "Rust", "start": 5, "min": 0, "max": 10, "goed": "hoog", "uitleg": "10 is rustig"},
        {"id": "druk", "naam": "Druk", "start": 4, "min": 0, "max": 8, "goed": "laag", "uitleg": "0 is niet druk"},
    ],
    "start": "begin",
    "knopen": [
        {
            "id": "begin",
            "wie": "Meneer Bakker",
            "tekst": "Ik wacht al lang!",
            "keuzes": [
                {
                    "id": "melden",
                    "tekst": "Ik luister en meld het.",
                    "naar": "team",
                    "effect": {"rust": 1, "druk": -1},
                    "onthoud": ["gemeld"],
                    "wie": "Lotte",
                    "gevolg": "Goed dat je het zegt.",
                    "uitleg": f"{KEY} sterk",
                },
                {
                    "id": "zwijgen",
                    "tekst": "Ik luister en zeg verder niets.",
                    "naar": "team",
                    "effect": {"rust": -1},
                    "ernst": "klein",
                    "gevolg": "Niemand weet het.",
                    "uitleg": f"{KEY} niet gemeld",
                },
                {
                    "id": "schelden",
                    "tekst": "Ik scheld terug.",
                    "naar": "team",
                    "effect": {"rust": -3, "druk": 2},
                    "onthoud": ["gescholden"],
                    "ernst": "groot",
                    "gevolg": "Hij wordt bozer.",
                    "uitleg": f"{KEY} bozer",
                },
                {
                    "id": "duwen",
                    "tekst": "Ik duw hem weg.",
                    "naar": "mis",
                    "kritiek": "ja",
                    "gevolg": "Hij valt.",
                    "uitleg": f"{KEY} onveilig",
                },
            ],
        },
        {
            "id": "team",
            "tekst": "Het team bespreekt de dag.",
            "varianten": [
                {"als": "gemeld", "tekst": "Het team bespreekt jouw melding."},
                {"als": "gescholden", "als niet": ["gemeld"], "tekst": "Het team hoorde je schelden."},
            ],
            "keuzes": [
                {
                    "id": "alsnog",
                    "tekst": "Ik vertel het nu.",
                    "als niet": "gemeld",
                    "naar": "rustig",
                    "onthoud": ["gemeld"],
                    "gevolg": "Iedereen luistert.",
                    "uitleg": f"{KEY} alsnog",
                },
                {
                    "id": "afspreken",
                    "tekst": "Ik vraag om een afspraak.",
                    "als": "gemeld",
                    "naar": "rustig",
                    "effect": {"druk": -1},
                    "gevolg": "Jullie spreken iets af.",
                    "uitleg": f"{KEY} afspraak",
                },
                {
                    "id": "laten",
                    "tekst": "Ik laat het zo.",
                    "naar": "moe",
                    "afslagen": [{"bij": {"rust": {"max": 3}}, "naar": "mis"}],
                    "ernst": "klein",
                    "effect": {"rust": -1},
                    "gevolg": "Het blijft zo.",
                    "uitleg": f"{KEY} zo",
                },
            ],
        },
        {"id": "rustig", "tekst": "Het is rustig.", "einde": "ja", "leerpunt": f"{KEY} melden"},
        {"id": "moe", "tekst": "Je bent moe.", "einde": "ja", "leerpunt": f"{KEY} moe"},
        {"id": "mis", "tekst": "Het gaat mis.", "einde": "ja", "leerpunt": f"{KEY} mis"},
    ],
    "banden": [
        {"naam": f"{KEY} sterk", "hooguit": {"fouten": 1}, "tekst": f"{KEY} mooi"},
        {"naam": f"{KEY} op weg", "hooguit": {"fouten": 2, "groot": 1}, "tekst": f"{KEY} soms"},
        {"naam": f"{KEY} oefenen", "tekst": f"{KEY} vaker"},
    ],
    "reflectievraag": "Wat herken je?",
}
"""A scenario that counts mistakes and in which the story remembers what was done."""

SELF_ASSESSMENT: Content = {
    "soort": "zelfscan",
    "titel": "Hoe gaat het?",
    "schaal": [{"waarde": value, "tekst": f"punt {value}"} for value in range(1, 6)],
    "banden": [
        {"id": "laag", "vanaf": 1.0, "naam": "aandacht nodig"},
        {"id": "midden", "vanaf": 2.5, "naam": "op weg"},
        {"id": "hoog", "vanaf": 3.5, "naam": "stevige basis"},
    ],
    "onderdelen": [
        {"id": "werk", "naam": "Werk", "adviezen": {"laag": "Vraag hulp.", "midden": "Plan.", "hoog": "Zo door."}},
        {"id": "rust", "naam": "Rust", "adviezen": {"laag": "Neem pauze.", "midden": "Oefen.", "hoog": "Goed."}},
    ],
    "stellingen": [
        {"id": "s1", "onderdeel": "werk", "tekst": "Ik krijg mijn werk af."},
        {"id": "s2", "onderdeel": "werk", "tekst": "Ik doe alles tegelijk.", "omkeer": "ja"},
        {"id": "s3", "onderdeel": "werk", "tekst": "Ik weet wat voorgaat."},
        {"id": "s4", "onderdeel": "werk", "tekst": "Ik vind hulp."},
        {"id": "s5", "onderdeel": "rust", "tekst": "Ik neem pauze."},
        {"id": "s6", "onderdeel": "rust", "tekst": "Ik slaap slecht.", "omkeer": "ja"},
    ],
    "hulp_bij": [{"onderdeel": "rust", "band": "laag"}, {"stelling": "s6", "antwoord": 5}],
}

CONVERSATION_CARD: Content = {
    "soort": "gesprekskaart",
    "titel": "Praten",
    "themas": [
        {"id": "steun", "naam": "Steun", "vraag_medewerker": "Wie helpt mij?", "vraag_leidinggevende": "Wie help ik?"},
        {"id": "rust", "naam": "Rust", "vraag_medewerker": "Neem ik pauze?", "vraag_leidinggevende": "Kom jij toe?"},
    ],
    "tips": ["Kies een rustig moment."],
}

ACTION_PLAN: Content = {
    "soort": "actieplan",
    "titel": "Mijn plan",
    "niveaus": [
        {
            "id": "ik",
            "naam": "Ikzelf",
            "vraag": "Welke stap zet ik?",
            "voorbeelden": {"medewerker": "Ik neem pauze.", "leidinggevende": "Ik loop langs."},
        },
        {"id": "team", "naam": "Team", "vraag": "Wat spreken we af?"},
    ],
}

REFLECTION: Content = {
    "soort": "reflectie",
    "titel": "Terugkijken",
    "vragen": [{"id": "mee", "vraag": "Wat neem je mee?"}, {"id": "los", "vraag": "Wat laat je los?"}],
}

FACT_CHART: Content = {
    "soort": "feitengrafiek",
    "titel": "Cijfers",
    "wie": "Werknemers",
    "wanneer": "2022",
    "bron": "CBS",
    "schatting": {"vraag": "Hoeveel procent?", "staaf": "hoog"},
    "staven": [{"id": "hoog", "naam": "Te hoog", "waarde": 45}, {"id": "meer", "naam": "Meer", "waarde": 65.5}],
    "lees_goed": "Twee vragen.",
    "tekstalternatief": "45% en 65,5%.",
}

ROLE_CHOICE: Content = {
    "soort": "rolkeuze",
    "titel": "Jouw rol",
    "startvraag": {"vraag": "Hoe voelt maandag?", "links": "rustig", "rechts": "druk"},
    "rollen": [
        {"id": "medewerker", "naam": "Medewerker", "tekst": "Je werkt mee."},
        {"id": "leidinggevende", "naam": "Leidinggevende", "tekst": "Je geeft leiding."},
    ],
}

CALCULATOR: Content = {
    "soort": "rekenhulp",
    "titel": "Wat als?",
    "vraag": "Hoe groot is je team?",
    "schuif": {"naam": "Mensen", "van": 2, "tot": 6, "start": 5},
    "uitkomst": "Van de {geheel} valt {procent}% weg.",
}

SKILLS_GAP: Content = {
    "soort": "vaardigheden",
    "titel": "Wat kan ik al?",
    "herkomst": "Een **voorbeeld**. Jullie passen dit aan.",
    "schaal": [
        {"waarde": value, "tekst": text} for value, text in enumerate(("nog niet", "met hulp", "zelf", "leer ik"))
    ],
    "functies": [
        {"id": "balie", "naam": "Balie", "tekst": "Je helpt aan de balie.", "vraagt": {"praten": 2, "meten": 1}},
        {
            "id": "spreekuur",
            "naam": "Spreekuur",
            "tekst": "Je hebt een spreekuur.",
            "vraagt": {"meten": 2, "uitleg": 3, "praten": 2},
            "eisen": "Een diploma.",
            "bronnen": ["B1"],
        },
    ],
    "competenties": [
        {
            "id": "praten",
            "naam": "Praten",
            "uitleg": "Je voert een gesprek.",
            "je_kunt": ["Je vat samen."],
            "bewijs": ["een verklaring"],
            "stappen": [
                {"id": "samen", "niveau": 1, "manier": "meelopen", "tekst": "Loop mee."},
                {"id": "alleen", "niveau": 2, "manier": "training", "tekst": "Oefen."},
            ],
        },
        {
            "id": "meten",
            "naam": "Meten",
            "uitleg": "Je meet.",
            "stappen": [
                {"id": "zelf", "niveau": 2, "manier": "oefenen", "tekst": "Meet zelf."},
                {"id": "kijk", "niveau": 1, "manier": "meelopen", "tekst": "Kijk mee.", "bronnen": ["B2"]},
            ],
        },
        {
            "id": "uitleg",
            "naam": "Uitleggen",
            "uitleg": "Je legt uit.",
            "bewijs": ["een diploma"],
            "stappen": [
                {"id": "een", "niveau": 1, "manier": "e-learning", "tekst": "Lees."},
                {"id": "twee", "niveau": 2, "manier": "opleiding", "tekst": "Vraag de school."},
                {"id": "drie", "niveau": 3, "manier": "begeleiden", "tekst": "Leer het een ander."},
            ],
            "bronnen": ["B3"],
        },
    ],
    "over_bewijs": "Vraag naar EVC.",
    "gesprek": {"medewerker": "Jij kiest wat je laat zien.", "leidinggevende": "Vraag, en oordeel niet."},
}

PRACTICE_HIS: Content = {
    "soort": "oefen-his",
    "titel": "Oefen-HIS",
    "vandaag": "2026-03-16",
    "patienten": [
        {
            "id": "noor",
            "naam": "Noor Voorbeeld",
            "geboortedatum": "1954-05-03",
            "adres": "Oefenlaan 1",
            "telefoon": "000-1",
        },
        {
            "id": "piet",
            "naam": "Piet Voorbeeld",
            "geboortedatum": "1988-11-21",
            "adres": "Oefenlaan 2",
            "telefoon": "000-2",
        },
    ],
    "begintoestand": {
        "agenda": [{"id": "bezet", "datum": "2026-03-17", "tijd": "09:00", "patient": "piet", "bij": "huisarts"}],
        "journaal": [{"id": "oud", "patient": "noor", "contact": "spreekuur", "s": "Heeft pijn in de knie."}],
        "e-consulten": [{"id": "vraag", "patient": "noor", "vraag": "Mijn borst drukt.", "status": "nieuw"}],
    },
    "onderdelen": {"agenda": "Hier staan de *afspraken*."},
    "uitkomsten": {"veilig": f"{KEY} mooi", "deels": f"{KEY} bijna", "onveilig": f"{KEY} let op"},
    "taken": [
        {
            "id": "afspraak",
            "titel": "Een afspraak",
            "niveau": "starter",
            "opdracht": "Noor wil morgen om 10 uur bij de huisarts komen. Haar knie doet pijn.",
            "leerdoel": "LD1",
            "bronnen": ["B1"],
            "controles": [
                {
                    "als": [
                        {
                            "er-is": {
                                "onderdeel": "agenda",
                                "patient": "noor",
                                "waarden": {
                                    "datum": "2026-03-17",
                                    "tijd": ["10:00", "10:10"],
                                    "bij": "huisarts",
                                    "reden": [["knie", "been"], ["pijn"]],
                                },
                            }
                        }
                    ],
                    "punten": 3,
                    "goed": f"{KEY} afspraak staat goed",
                    "mist": f"{KEY} afspraak mist",
                },
                {
                    "als": [{"stap": "herhaal"}],
                    "goed": f"{KEY} herhaald",
                    "mist": f"{KEY} niet herhaald",
                },
            ],
            "onveilig": [
                {
                    "als": [{"er-is": {"onderdeel": "agenda", "nieuw": "ja", "patient": "piet"}}],
                    "hoogstens": 40,
                    "tekst": f"{KEY} verkeerde patient",
                }
            ],
            "stappen": [{"id": "herhaal", "tekst": "Ik herhaal de afspraak."}, {"id": "niets", "tekst": "Ik hang op."}],
            "uitleg": f"{KEY} uitleg",
        },
        {
            "id": "e-consult",
            "titel": "Een alarmsignaal",
            "niveau": "vaardig",
            "opdracht": "Kijk bij de e-consulten.",
            "begin": {"e-consulten": [{"id": "vraag", "vraag": "Ik ben benauwd."}]},
            "open_dossier": "piet",
            "controles": [
                {
                    "als": [{"stap": "bel"}, {"geen-stap": "mail"}],
                    "kritiek": "ja",
                    "hoogstens": 30,
                    "goed": f"{KEY} gebeld",
                    "mist": f"{KEY} niet gebeld",
                },
                {
                    "als": [
                        {"geopend": "noor"},
                        {"dossier-dicht": "ja"},
                        {
                            "een-van": [
                                {"er-is": {"onderdeel": "journaal", "patient": "noor", "nieuw": "ja"}},
                                {"er-is": {"onderdeel": "taken", "waarden": {"voor": "huisarts"}}},
                            ]
                        },
                    ],
                    "punten": 2,
                    "goed": f"{KEY} vastgelegd",
                    "mist": f"{KEY} niet vastgelegd",
                },
            ],
            "onveilig": [
                {"als": [{"stap": "mail"}], "hoogstens": 20, "tekst": f"{KEY} mail"},
                {
                    "als": [
                        {"er-is-niet": {"onderdeel": "journaal", "regel": "oud", "waarden": {"s": "knie"}}},
                    ],
                    "hoogstens": 50,
                    "tekst": f"{KEY} regel weg",
                },
            ],
            "stappen": [{"id": "bel", "tekst": "Ik bel nu."}, {"id": "mail", "tekst": "Ik mail terug."}],
        },
    ],
}

EXAMPLES_OF_BEFORE: dict[str, Content] = {
    "quiz_of_before": {**PRACTICE_QUIZ, "vragen": FIRST_QUESTIONS},
    "test_of_before": {**TEST_QUIZ, "vragen": FIRST_QUESTIONS},
}
"""What an earlier release accepted, which still opens and scores as it did."""

EXAMPLES: dict[str, Content] = {
    "quiz": PRACTICE_QUIZ,
    "test": TEST_QUIZ,
    "scenario": SCENARIO,
    "scenario_test": {**SCENARIO, "modus": "toetsen"},
    "story": STORY,
    "story_test": {**STORY, "modus": "toetsen"},
    "self_assessment": SELF_ASSESSMENT,
    "conversation_card": CONVERSATION_CARD,
    "action_plan": ACTION_PLAN,
    "reflection": REFLECTION,
    "fact_chart": FACT_CHART,
    "role_choice": ROLE_CHOICE,
    "calculator": CALCULATOR,
    "practice_his": PRACTICE_HIS,
    "skills_gap": SKILLS_GAP,
}
