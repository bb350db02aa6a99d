"""Small content files without problems: tests change one thing and look at what `check` says."""

from __future__ import annotations

SINGLE = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: enkele-keuze
    vraag: Wat?
    opties:
      - {id: a, tekst: A, juist: ja, uitleg: W}
      - {id: b, tekst: B, uitleg: U}
"""

SEVERAL = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: meer-antwoorden
    vraag: Wat?
    opties:
      - {id: a, tekst: A, juist: ja, uitleg: W}
      - {id: b, tekst: B, juist: ja, uitleg: V}
      - {id: c, tekst: C, uitleg: U}
"""

TRUE_FALSE = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: waar-onwaar
    vraag: Klopt dit?
    juist: ja
    uitleg_waar: U
    uitleg_onwaar: U
    redenen:
      - {id: a, tekst: A, juist: ja, uitleg: W}
      - {id: b, tekst: B, uitleg: U}
"""

GRADED = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: beste-keuze
    vraag: Wat?
    opties:
      - {id: a, tekst: A, waarde: 1, uitleg: W}
      - {id: b, tekst: B, waarde: 0.5, uitleg: U}
"""

ORDERING = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: volgorde
    vraag: Welke volgorde?
    stappen:
      - {id: a, tekst: A}
      - {id: b, tekst: B}
    feedback: {goed: G, fout: F}
"""

MATCHING = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: koppelen
    vraag: Wat hoort bij wat?
    paren:
      - {id: a, links: L1, rechts: R1}
      - {id: b, links: L2, rechts: R2}
    feedback: {goed: G, fout: F}
"""

CATEGORISE = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: indelen
    vraag: Waar hoort het?
    groepen:
      - {id: kost, naam: Kost}
      - {id: geeft, naam: Geeft}
    kaartjes:
      - {id: a, tekst: A, groep: kost, uitleg: W}
      - {id: b, tekst: B, groep: geeft, uitleg: U}
"""

NUMERIC = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: getal
    vraag: Hoeveel?
    antwoord: 45
    marge_goed: 3
    marge_half: 8
    feedback: {goed: G, fout: F}
"""

FILL_IN = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: invulwoord
    vraag: Hoe heet het?
    goede_antwoorden: [RI&E, risico-inventarisatie]
    bijna_goed:
      - {antwoorden: [arbowet], uitleg: U}
    tikfouten: 1
    feedback: {goed: G, fout: F}
"""

OWN_WORDS = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: eigen-woorden
    vraag: W
    modelantwoord: M
    nakijkpunten:
      - {id: a, tekst: A}
      - {id: b, tekst: B}
"""

SHORT_TEXT = """\
soort: quiz
titel: T
vragen:
  - id: v1
    soort: kort-antwoord
    vraag: Wat helpt?
    trefwoordgroepen: [[rooster], [pauze]]
    nodig: 2
    modelantwoord: Een rooster met pauzes.
"""
"""A kind of before, which opens and which `check` refuses."""

SCENARIO = """\
soort: scenario
titel: T
rol: R
meters:
  - {id: m, naam: M, start: 5, min: 0, max: 10, goed: hoog, uitleg: U}
start: a
knopen:
  - id: a
    tekst: A
    keuzes:
      - {id: x, tekst: X, naar: b, effect: {m: 2}, gevolg: G, uitleg: U}
      - {id: y, tekst: Y, naar: e, effect: {m: -2}, gevolg: G, uitleg: U}
  - id: b
    tekst: B
    keuzes:
      - {id: x, tekst: X, naar: e, effect: {m: 2}, gevolg: G, uitleg: U}
  - {id: e, tekst: E, einde: ja}
banden:
  - {vanaf: 0, naam: Laag, tekst: T}
  - {vanaf: 4, naam: Midden, tekst: T}
  - {vanaf: 7, naam: Hoog, tekst: T}
"""

SCAN = """\
soort: zelfscan
titel: T
schaal:
  - {waarde: 1, tekst: nee}
  - {waarde: 2, tekst: soms}
  - {waarde: 3, tekst: ja}
banden:
  - {id: laag, vanaf: 1, naam: Laag}
  - {id: hoog, vanaf: 2, naam: Hoog}
onderdelen:
  - id: w
    naam: Werk
    adviezen: {laag: L, hoog: H}
stellingen:
  - {id: s1, onderdeel: w, tekst: S}
  - {id: s2, onderdeel: w, tekst: S, omkeer: ja}
hulp_bij:
  - {onderdeel: w, band: laag}
"""

CARD = """\
soort: gesprekskaart
titel: T
themas:
  - {id: a, naam: A, vraag_medewerker: V, vraag_leidinggevende: V}
  - {id: b, naam: B, vraag_medewerker: V, vraag_leidinggevende: V}
"""

PLAN = """\
soort: actieplan
titel: T
niveaus:
  - {id: a, naam: A, vraag: V}
  - {id: b, naam: B, vraag: V}
"""

REFLECTION = """\
soort: reflectie
titel: T
vragen:
  - {id: a, vraag: V}
  - {id: b, vraag: V}
"""

CHART = """\
soort: feitengrafiek
titel: T
wie: W
wanneer: "2022"
bron: B
schatting: {vraag: V, staaf: a}
staven:
  - {id: a, naam: A, waarde: 45}
  - {id: b, naam: B, waarde: 65}
lees_goed: L
tekstalternatief: 45, 65 en 165
"""

ROLES = """\
soort: rolkeuze
titel: T
rollen:
  - {id: medewerker, naam: M, tekst: T}
  - {id: leidinggevende, naam: L, tekst: T}
"""

AID = """\
soort: rekenhulp
titel: T
vraag: V
schuif: {naam: N, van: 2, tot: 15, start: 5}
uitkomst: "{procent}%"
"""

SKILLS = """\
soort: vaardigheden
titel: T
herkomst: H
schaal:
  - {waarde: 0, tekst: nog niet}
  - {waarde: 1, tekst: met hulp}
  - {waarde: 2, tekst: zelf}
functies:
  - {id: f, naam: F, tekst: T, vraagt: {c: 2}}
  - {id: g, naam: G, tekst: T, vraagt: {c: 1, d: 1}}
competenties:
  - id: c
    naam: C
    uitleg: U
    stappen:
      - {id: a, niveau: 1, manier: M, tekst: T}
      - {id: b, niveau: 2, manier: M, tekst: T}
  - id: d
    naam: D
    uitleg: U
    stappen: [{id: e, niveau: 1, manier: M, tekst: T}]
"""

PRACTICE_HIS = """\
soort: oefen-his
titel: T
vandaag: "2026-03-16"
patienten:
  - {id: noor, naam: N, geboortedatum: "1954-05-03", adres: A, telefoon: "1"}
begintoestand:
  journaal:
    - {id: oud, patient: noor, contact: visite, s: Knie}
taken:
  - id: taak
    titel: T
    niveau: starter
    opdracht: O
    stappen:
      - {id: bel, tekst: B}
      - {id: mail, tekst: M}
    controles:
      - als:
          - er-is: {onderdeel: agenda, patient: noor, waarden: {tijd: "10:00"}}
          - stap: bel
        goed: G
        mist: M
        kritiek: ja
    onveilig:
      - als:
          - stap: mail
        hoogstens: 40
        tekst: O
      - als: [{meer-geschreven-dan: [{onderdeel: agenda, patient: noor}]}]
        hoogstens: 50
        tekst: P
    veilige_weg:
      - {stap: bel, los: ja}
      - voeg-toe:
          onderdeel: agenda
          waarden: {datum: "2026-03-17", tijd: "10:00", patient: noor, bij: huisarts, soort: spreekuur}
"""

ACTIVITIES = {
    "enkele-keuze": SINGLE,
    "meer-antwoorden": SEVERAL,
    "waar-onwaar": TRUE_FALSE,
    "beste-keuze": GRADED,
    "volgorde": ORDERING,
    "koppelen": MATCHING,
    "indelen": CATEGORISE,
    "getal": NUMERIC,
    "invulwoord": FILL_IN,
    "eigen-woorden": OWN_WORDS,
    "scenario": SCENARIO,
    "zelfscan": SCAN,
    "gesprekskaart": CARD,
    "actieplan": PLAN,
    "reflectie": REFLECTION,
    "feitengrafiek": CHART,
    "rolkeuze": ROLES,
    "rekenhulp": AID,
    "oefen-his": PRACTICE_HIS,
    "vaardigheden": SKILLS,
}

MODULE = """\
id: proef
titel: Proef
doelgroep: Iedereen met een rooster
duur: 10
versie: "1.0"
leerdoelen:
  - {code: LD1, tekst: Je weet het.}
woordenlijst:
  - {woord: rooster, uitleg: U}
bronnen:
  - {code: B1, tekst: Een boek}
hulp: Bel 112.
"""

QUIZ_WITH_GOAL = SINGLE.replace("titel: T\n", "titel: T\nleerdoelen: [LD1]\nbronnen: [B1]\n")

NOTEBOOK = """\
{
 "cells": [
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": ["# Proef\\n", "\\n", "![Een bord](bord.png)"]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {"jupyter": {"source_hidden": true}},
   "outputs": [],
   "source": ["from ssfh_learn import activity"]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {"jupyter": {"source_hidden": true}},
   "outputs": [],
   "source": ["activity(\\"check\\")"]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
"""
