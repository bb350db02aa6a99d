"""The parts of the made-up HIS, declared once: which fields their records have, and what may be done with them.

Field and option ids are the words that a trainer writes in a content file; they are ids like those of a question.
"""

from __future__ import annotations

from ssfh_learn.activities.practice_his.fields import TODAY, FieldOption, RecordField
from ssfh_learn.activities.practice_his.part import PATIENT, Part


def _choice(
    id_: str, label: str, *options: str, required: bool = False, initial: str = "", for_change: bool = False
) -> RecordField:
    """Return a field to choose in; an option is written `id` or `id=text`, and its text is its id with a capital.

    One that begins with a `~` is retired.
    """
    pairs = ((option.removeprefix("~").partition("="), option.startswith("~")) for option in options)
    made = tuple(FieldOption(name, text or name.capitalize(), retired) for (name, _, text), retired in pairs)
    return RecordField(id_, label, "choice", made, required=required, initial=initial, for_change=for_change)


def _patient(*, locked: bool = False, required: bool = True) -> RecordField:
    return RecordField(PATIENT, "Patiënt", "patient", required=required, locked=locked)


def _day(label: str = "Datum", *, initial: str = TODAY, locked: bool = False) -> RecordField:
    return RecordField("datum", label, "date", initial=initial, locked=locked)


_COLLEAGUES = (
    "huisarts",
    "poh=POH",
    "assistent=Doktersassistent",
    "praktijkmanager",
    "administratie",
    "apotheek",
)
_DOERS = ("huisarts", "poh=POH", "assistent=Doktersassistent", "specialist=Verpleegkundig specialist")
_TERMS = ("nu=Nu, met spoed", "vandaag", "morgen", "week=Deze week")
_CONTACTS = ("spreekuur", "telefonisch", "visite", "e-consult=E-consult")

_DECLARED = (
    Part(
        "agenda",
        "Agenda",
        (
            RecordField("datum", "Datum", "date", required=True),
            RecordField("tijd", "Tijd", "time", required=True),
            _patient(),
            _choice("bij", "Bij wie", *_DOERS, required=True),
            _choice("soort", "Soort afspraak", "spreekuur", "telefonisch", "visite", "beeldbellen", required=True),
            _choice("duur", "Duur", *(f"{minutes}={minutes} minuten" for minutes in (10, 20, 30, 40)), initial="10"),
            RecordField("reden", "Reden"),
        ),
        layout="agenda",
    ),
    Part(
        "patients",
        "Patiëntkaart",
        (
            RecordField("naam", "Naam", locked=True),
            RecordField("geboortedatum", "Geboortedatum", "date", locked=True),
            RecordField("adres", "Adres"),
            RecordField("telefoon", "Telefoon"),
            RecordField("memo", "Memo", "long"),
        ),
        patient_bound=True,
        can_add=False,
        can_remove=False,
    ),
    Part(
        "journal",
        "Journaal",
        (
            _day(),
            _choice("contact", "Soort contact", *_CONTACTS, required=True),
            RecordField("episode", "Episode"),
            RecordField("s", "S (wat de patiënt vertelt)", "long"),
            RecordField("o", "O (wat je ziet of meet)", "long"),
            RecordField("e", "E (conclusie)", "long"),
            RecordField("p", "P (plan)", "long"),
            RecordField("correctie", "Correctie", "long", for_change=True),
        ),
        patient_bound=True,
        layout="journal",
    ),
    Part(
        "consents",
        "Toestemmingen",
        (
            _day(),
            _choice(
                "doel",
                "Wie mag gegevens zien?",
                "huisartsenpost",
                "apotheek",
                "ziekenhuis",
                "naaste=Familie of een naaste",
                required=True,
            ),
            _choice(
                "keuze",
                "Keuze",
                "ja",
                "nee",
                "bedenktijd=Denkt er nog over na",
                "ingetrokken=Was ja, is ingetrokken",
                required=True,
            ),
            _choice(
                "antwoord",
                "Wie gaf het antwoord?",
                "patient=De patiënt zelf",
                "vertegenwoordiger=Wettelijk vertegenwoordiger",
                "naaste=Partner, familie of naaste",
                "niemand=Niemand, zo ingevuld",
                required=True,
            ),
            _choice("vrager", "Wie vroeg het?", *_DOERS, required=True),
            RecordField("opmerking", "Opmerking"),
        ),
        patient_bound=True,
        is_always_shown=False,
    ),
    Part(
        "episodes",
        "Episodelijst",
        (
            RecordField("naam", "Gezondheidsprobleem", required=True),
            RecordField("sinds", "Sinds", "date"),
            _choice("status", "Status", "actief", "afgesloten", initial="actief"),
        ),
        patient_bound=True,
    ),
    Part(
        "medication",
        "Medicatie",
        (
            RecordField("middel", "Middel", required=True),
            RecordField("gebruik", "Gebruik"),
            _choice(
                "status",
                "Status",
                "actief",
                "klaargezet=Herhaling klaargezet voor huisarts",
                "gestopt",
                "onderbroken=Tijdelijk gestopt",
                required=True,
            ),
            RecordField("opmerking", "Opmerking"),
        ),
        patient_bound=True,
    ),
    Part(
        "contraindications",
        "Contra-indicaties",
        (RecordField("kenmerk", "Ziekte of kenmerk", required=True), RecordField("opmerking", "Opmerking")),
        patient_bound=True,
    ),
    Part(
        "hypersensitivities",
        "Overgevoeligheden",
        (
            RecordField("middel", "Middel"),
            RecordField("reactie", "Reactie"),
            _choice(
                "status",
                "Status",
                "gemeld=Gemeld, huisarts beoordeelt",
                "bevestigd=Bevestigd (huisarts)",
                "weerlegd=Weerlegd (huisarts)",
                "onbekend=Niet meer na te gaan",
                required=True,
            ),
        ),
        patient_bound=True,
    ),
    Part(
        "measurements",
        "Metingen",
        (
            _choice(
                "soort",
                "Meting",
                "bovendruk=Bloeddruk, bovendruk",
                "onderdruk=Bloeddruk, onderdruk",
                "pols",
                "temperatuur",
                "gewicht",
                "lengte",
                "glucose",
                required=True,
            ),
            RecordField("waarde", "Waarde", "number", required=True),
            _choice(
                "eenheid",
                "Eenheid",
                "mmhg=mmHg",
                "slagen=slagen per minuut",
                "graden=°C",
                "kg=kg",
                "cm=cm",
                "mmol=mmol/l",
                required=True,
            ),
            _choice("plaats", "Waar gemeten", "praktijk=In de praktijk", "thuis=Door de patiënt thuis"),
            _day(),
            RecordField("opmerking", "Opmerking"),
        ),
        patient_bound=True,
    ),
    Part(
        "referrals",
        "Verwijzingen",
        (
            _choice(
                "naar",
                "Naar",
                "cardiologie",
                "dermatologie",
                "fysiotherapie",
                "kno=KNO",
                "oogheelkunde",
                "radiologie",
                required=True,
            ),
            _choice(
                "urgentie",
                "Urgentie",
                "gewoon",
                "maand=Binnen een maand",
                "snel=Snel, binnen een week",
                "spoed",
                required=True,
            ),
            RecordField("reden", "Reden", "long"),
            _choice(
                "status",
                "Status",
                "concept=Concept, nog niet klaar",
                "klaargezet=Klaargezet voor huisarts",
                "verstuurd",
                "ingetrokken",
                required=True,
            ),
        ),
        patient_bound=True,
    ),
    Part(
        "lab",
        "Lab",
        (
            _day("Aangevraagd op"),
            _choice(
                "pakket",
                "Onderzoek",
                "nieren=Nieren, met kalium",
                "diabetes=Diabetescontrole",
                "vetten=Vetten in het bloed",
                "bloedbeeld",
                "schildklier",
                "lever",
                required=True,
            ),
            _choice("wanneer", "Wanneer prikken", *_TERMS, "maand=Binnen een maand", required=True),
            _choice(
                "nuchter",
                "Nuchter?",
                "ja=Ja, alleen water",
                "ontbijt=Licht ontbijt mag",
                "nee=Nee, gewoon eten en drinken",
                "onbekend=Nog niet opgezocht",
                required=True,
            ),
            RecordField("uitslag", "Uitslag van het lab", "long", locked=True),
            _choice(
                "status",
                "Status",
                "concept",
                "klaargezet=Klaargezet voor huisarts",
                "verstuurd=Verstuurd naar het lab",
                "binnen=Uitslag binnen",
                "huisarts=Uitslag ligt bij de huisarts",
                "beoordeeld=Uitslag beoordeeld (huisarts)",
                initial="concept",
            ),
        ),
        patient_bound=True,
        is_always_shown=False,
    ),
    Part(
        "tasks",
        "Taken",
        (
            _choice("voor", "Voor wie", *_COLLEAGUES, required=True),
            _patient(required=False),
            _choice("wanneer", "Wanneer", *_TERMS, required=True),
            RecordField("tekst", "Wat moet er gebeuren?", "long", required=True),
            _choice(
                "status",
                "Status",
                "open",
                "bezig=Iemand is ermee bezig",
                "klaar",
                "vervallen=Niet meer nodig",
                initial="open",
                for_change=True,
            ),
        ),
    ),
    Part(
        "messages",
        "Berichten",
        (
            _choice("aan", "Aan", *_COLLEAGUES, required=True),
            _patient(required=False),
            RecordField("onderwerp", "Onderwerp"),
            RecordField("tekst", "Bericht", "long", required=True),
        ),
        is_sent=True,
    ),
    Part(
        "post",
        "Post",
        (
            _day(locked=True),
            RecordField("van", "Van", locked=True),
            RecordField("over", "Over", locked=True),
            RecordField("tekst", "Bericht", "long", locked=True),
            _patient(required=False),
            _choice("voor", "Voor wie", *_COLLEAGUES),
            _choice("wanneer", "Wanneer", *_TERMS),
            _choice(
                "status",
                "Status",
                "nieuw",
                "doorgezet",
                "verwerkt",
                "retour=Terug naar de afzender",
            ),
        ),
        can_add=False,
        can_remove=False,
        is_always_shown=False,
    ),
    Part(
        "e_consults",
        "E-consulten",
        (
            _day(locked=True),
            _patient(locked=True),
            RecordField("vraag", "Vraag van de patiënt", "long", locked=True),
            RecordField("antwoord", "Antwoord", "long"),
            _choice(
                "status",
                "Status",
                "nieuw",
                "wacht=Wacht op de huisarts",
                "beantwoord",
                "gebeld=Telefonisch afgehandeld",
            ),
        ),
        can_add=False,
        can_remove=False,
    ),
    Part(
        "recalls",
        "Oproepen",
        (
            _patient(),
            _choice(
                "voor",
                "Waarvoor",
                "griepprik",
                "diabetescontrole",
                "bloeddrukcontrole",
                "uitstrijkje",
                "~suikercontrole",
                required=True,
            ),
            _choice("hoe", "Hoe", "brief", "telefoon", "portaal", "sms=Sms", required=True),
            _choice(
                "status", "Status", "gepland", "verstuurd", "bereikt=Patiënt bereikt", "vervallen", initial="gepland"
            ),
        ),
    ),
    Part(
        "selections",
        "Selecties",
        (
            _patient(locked=True),
            RecordField("gevonden", "Gevonden op", locked=True),
            _choice(
                "besluit",
                "Besluit",
                "leeftijd=Uitnodigen: op leeftijd",
                "medisch=Uitnodigen: om een medische reden",
                "beoordelen=Huisarts beoordeelt eerst",
                "buiten=Hoort er niet bij",
                "wil-niet=Ziet ervan af",
                "elders=Krijgt hem ergens anders",
                "weg=Overleden of verhuisd",
            ),
        ),
        can_add=False,
        can_remove=False,
        is_always_shown=False,
    ),
    Part(
        "registrations",
        "Inschrijvingen",
        (
            _day(),
            RecordField("naam", "Naam"),
            RecordField("geboortedatum", "Geboortedatum", "date", required=True),
            RecordField(PATIENT, "Bestaande kaart", "patient"),
            _choice(
                "wid",
                "Identiteitsbewijs",
                "paspoort",
                "identiteitskaart",
                "rijbewijs",
                "vreemdelingendocument",
                "kopie=Kopie of foto",
                "geen",
                required=True,
            ),
            _choice(
                "bsn",
                "BSN",
                "gecontroleerd=Gecontroleerd, hoort bij deze persoon",
                "ander=Gecontroleerd, hoort bij iemand anders",
                "overgetypt=Overgetypt van het formulier",
                "niet=Nog te controleren",
                required=True,
            ),
            _choice(
                "verzekering",
                "Zorgverzekering",
                "verzekerd=Gecontroleerd, verzekerd",
                "onverzekerd=Gecontroleerd, niet verzekerd",
                "gezegd=Volgens de patiënt in orde",
                "niet=Nog te controleren",
                required=True,
            ),
            _choice(
                "dossier",
                "Dossier van de vorige huisarts",
                "ja=Opvragen, de patiënt zei ja",
                "nee=Nee, patiënt wil dat niet",
                "zonder-vragen=Opvragen zonder te vragen",
                "later=Nog niet gevraagd",
                required=True,
            ),
            _choice(
                "status",
                "Inschrijving op naam (ION)",
                "concept=Concept, nog niet aangemeld",
                "aangemeld=Aangemeld bij de eigen huisarts",
                "afgewezen",
                "uitgeschreven",
                initial="concept",
            ),
            RecordField("opmerking", "Opmerking"),
        ),
        is_always_shown=False,
    ),
    Part(
        "claims",
        "Declaraties",
        (
            _day(),
            _patient(),
            _choice("contact", "Soort contact", *_CONTACTS, required=True),
            _choice(
                "duur",
                "Duur",
                "onder-5=Consult, korter dan 5 minuten",
                "5-tot-20=Consult, 5 tot 20 minuten",
                "vanaf-20=Consult, 20 minuten of langer",
                "kort=Visite, korter dan 20 minuten",
                "lang=Visite, 20 minuten of langer",
            ),
            _choice("door", "Door wie", *_DOERS, required=True),
        ),
    ),
    Part(
        "access_log",
        "Toegangslog",
        (
            _patient(),
            RecordField("wie", "Wie"),
            _choice("actie", "Wat", "geopend", "toegevoegd", "gewijzigd", "verwijderd"),
            RecordField("onderdeel", "Onderdeel"),
        ),
        can_add=False,
        can_change=False,
        can_remove=False,
    ),
)

PARTS = {part.id: part for part in _DECLARED}
