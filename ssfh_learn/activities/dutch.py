"""The Dutch words for values in content files (`juist: ja`), and the Dutch words that the practice HIS shows.

The Dutch keys (`juist`) are on their fields, by `written_as` in `model.py`.
"""

from __future__ import annotations

from typing import Literal

PortraitName = Literal[
    "amina",
    "bram",
    "corrie",
    "dewi",
    "emre",
    "fleur",
    "glenn",
    "hendrik",
    "imani",
    "joris",
    "lin",
    "onbekend",
    "ravi",
]

KIND = "soort"
"""The key for the kind of a file or a question."""

ACTIVITY_KINDS = {
    "quiz": "quiz",
    "scenario": "scenario",
    "zelfscan": "self_assessment",
    "gesprekskaart": "conversation_card",
    "actieplan": "action_plan",
    "reflectie": "reflection",
    "feitengrafiek": "fact_chart",
    "rolkeuze": "role_choice",
    "rekenhulp": "calculator",
    "oefen-his": "practice_his",
    "vaardigheden": "skills_gap",
}

QUESTION_KINDS = {
    "enkele-keuze": "single_choice",
    "waar-onwaar": "true_false",
    "beste-keuze": "graded_choice",
    "meer-antwoorden": "multiple_response",
    "volgorde": "ordering",
    "koppelen": "matching",
    "indelen": "categorise",
    "getal": "numeric",
    "invulwoord": "fill_in",
    "eigen-woorden": "own_words",
    "open-vraag": "open_text",
}

FORMER_QUESTION_KINDS = {"kort-antwoord": "short_text"}
"""Words that only stored versions and files of an earlier release may have."""

MODES = {"oefenen": "practice", "toetsen": "test"}
ROLES = {"medewerker": "employee", "leidinggevende": "manager", "praktijkopleider": "workplace_trainer"}
DIRECTIONS = {"hoog": "high", "laag": "low"}
RESPONSE_RULES = {"netto-goed": "net_correct", "alles-of-niets": "all_or_nothing"}
ORDERING_RULES = {"juiste-plaats": "right_place", "alles-of-niets": "all_or_nothing"}
SEVERITIES = {"klein": "small", "groot": "serious"}
WOMEN: tuple[PortraitName, ...] = ("amina", "corrie", "dewi", "fleur", "imani", "lin")
MEN: tuple[PortraitName, ...] = ("bram", "emre", "glenn", "hendrik", "joris", "ravi")
PORTRAITS = (*WOMEN, *MEN)
"""The people of a story that we drew, by their first names; the guide for trainers shows them."""
UNSEEN: PortraitName = "onbekend"
"""The outline of a person who stays unseen in the story; an author may give it to several people."""
READINGS = {"strikt": "strict", "ruim": "lenient"}
DRAW_RULES = {"los": "independent", "gespreid": "spread"}
YES_NO = {"ja": True, "nee": False}

HIS_PARTS = {
    "agenda": "agenda",
    "patientkaart": "patients",
    "journaal": "journal",
    "toestemmingen": "consents",
    "episodes": "episodes",
    "medicatie": "medication",
    "contra-indicaties": "contraindications",
    "overgevoeligheden": "hypersensitivities",
    "metingen": "measurements",
    "verwijzingen": "referrals",
    "lab": "lab",
    "taken": "tasks",
    "berichten": "messages",
    "post": "post",
    "e-consulten": "e_consults",
    "oproepen": "recalls",
    "selecties": "selections",
    "inschrijvingen": "registrations",
    "declaraties": "claims",
    "toegangslog": "access_log",
}
TRACK_STEPS = {
    "scan": "scan",
    "gesprek": "talk",
    "workshop": "workshop",
    "oefenen": "practice",
    "terugkomdag": "follow_up",
}
HIS_LEVELS = {"starter": "Starter", "vaardig": "Vaardig", "gevorderd": "Gevorderd"}
HIS_SESSIONS = ("Ochtend", "Middag")
HIS_LEARNER = "jij"
HIS_ACTIONS = {"open": "geopend", "add": "toegevoegd", "change": "gewijzigd", "remove": "verwijderd"}
HIS_TOO_EARLY = "Te vroeg gedaan: ‘{step}’."
HIS_NEAR = "Bij {part} schreef je wel iets. Kijk daar nog eens naar {fields}."

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
