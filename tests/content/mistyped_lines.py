"""Lines as people type them, by kind of mistake: which line of `GOOD` they stand for, and how they were meant."""

from __future__ import annotations

GOOD = """\
soort: quiz
titel: Pauze
vragen:
  - id: v1
    soort: enkele-keuze
    vraag: Wat helpt?
    hints:
      - Denk aan je team.
      - Kijk naar het rooster.
    opties:
      - id: a
        tekst: Een pauze
        juist: ja
        uitleg: Klopt.
      - id: b
        tekst: Doorwerken
        uitleg: Nee.
  - id: v2
    soort: getal
    vraag: Hoeveel minuten?
    antwoord: 15
    marge_goed: 2
"""
TITLE, FIRST, QUESTION, HINTS, HINT, LAST_HINT, OPTIONS = 2, 4, 6, 7, 8, 9, 10
OPTION, TEXT, RIGHT, WHY, SECOND, SECOND_TEXT, SECOND_WHY = 11, 12, 13, 14, 15, 16, 17
NUMBER, NUMBER_KIND, NUMBER_QUESTION, ANSWER, MARGIN = 18, 19, 20, 21, 22

Case = tuple[int, str, str]
"""A line number, the line as it was typed, and as it was meant."""


def _at(number: int, begin: str, *texts: tuple[str, str]) -> list[Case]:
    return [(number, f"{begin}{typed}", f"{begin}{meant}") for typed, meant in texts]


T, V, H = "        tekst: ", "    vraag: ", "      - "

CERTAIN: dict[str, list[Case]] = {
    "sign_at_start": [
        *_at(TEXT, T, ("'s Avonds pauze", '"\'s Avonds pauze"'), ("'t Helpt altijd", '"\'t Helpt altijd"')),
        *_at(TEXT, T, ("*let op* de tijd", '"*let op* de tijd"'), ("**Eerst** pauze", '"**Eerst** pauze"')),
        *_at(TEXT, T, ("%-teken gebruiken", '"%-teken gebruiken"'), ("@collega bellen", '"@collega bellen"')),
        *_at(TEXT, T, ("&zo verder", '"&zo verder"'), ("& dan pauze", '"& dan pauze"'), ("&", '"&"')),
        *_at(TEXT, T, ("`Esc` indrukken", '"`Esc` indrukken"'), ("!Let op", '"!Let op"'), ("! Let op", '"! Let op"')),
        *_at(TEXT, T, ("| of streep", '"| of streep"'), ("> 180 mmHg", '"> 180 mmHg"'), (">180 mmHg", '">180 mmHg"')),
        *_at(TEXT, T, ("- 5 graden", '"- 5 graden"'), ("? Geen idee", '"? Geen idee"'), ("-", '"-"')),
        *_at(HINT, H, ("*Denk* na", '"*Denk* na"'), ("%", '"%"'), ("! Kijk", '"! Kijk"')),
        *_at(
            QUESTION,
            V,
            ("%-teken: wat is dat?", '"%-teken: wat is dat?"'),
            ("@ is een apenstaart?", '"@ is een apenstaart?"'),
        ),
        *_at(HINT, H, ("'n Rooster helpt", '"\'n Rooster helpt"'), ("'k Weet het", '"\'k Weet het"')),
    ],
    "bracket_at_start": [
        *_at(TEXT, T, ("[naam] belt", '"[naam] belt"'), ("{procent}% minder", '"{procent}% minder"')),
        *_at(TEXT, T, ("[naam]", '"[naam]"'), ("[x] Ja, doen", '"[x] Ja, doen"'), ("{naam} belt", '"{naam} belt"')),
        *_at(
            QUESTION,
            V,
            ("[Kies] wat past", '"[Kies] wat past"'),
            ("{naam} vraagt: wat nu?", '"{naam} vraagt: wat nu?"'),
        ),
    ],
    "colon_in_text": [
        *_at(TEXT, T, ("Let op: bel eerst", '"Let op: bel eerst"'), ("Eerst dit: pauze", '"Eerst dit: pauze"')),
        *_at(QUESTION, V, ("Wat doe je:", '"Wat doe je:"'), ("Kies: wat helpt?", '"Kies: wat helpt?"')),
        *_at(HINT, H, ("Let op: je team", '"Let op: je team"'), ("Tip: denk aan je team", '"Tip: denk aan je team"')),
        *_at(TITLE, "titel: ", ("Pauze: zo doe je dat", '"Pauze: zo doe je dat"'), ("Pauze:", '"Pauze:"')),
        *_at(TEXT, T, ('Zeg "nee": dat mag', "'Zeg \"nee\": dat mag'"), ("Om 12:30: pauze", '"Om 12:30: pauze"')),
    ],
    "word_bullet": [
        (HINT, "      – Denk aan je team.", "      - Denk aan je team."),
        (LAST_HINT, "      — Kijk naar het rooster.", "      - Kijk naar het rooster."),
        (LAST_HINT, "      • Kijk naar het rooster.", "      - Kijk naar het rooster."),
        (FIRST, "  – id: v1", "  - id: v1"),
        (SECOND, "      • id: b", "      - id: b"),
        (SECOND, "      ·\tid: b", "      - id: b"),
        (NUMBER, "  •\u00a0id: v2", "  - id: v2"),
        (NUMBER, "  −id: v2", "  - id: v2"),
    ],
    "hard_space": [
        (QUESTION, "\u00a0   vraag: Wat helpt?", "    vraag: Wat helpt?"),
        (QUESTION, "    vraag:\u00a0Wat helpt?", "    vraag: Wat helpt?"),
        (HINT, "      -\u00a0Denk aan je team.", "      - Denk aan je team."),
        (RIGHT, "        juist: ja\u00a0", "        juist: ja"),
        (TEXT, "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0tekst: Een pauze", "        tekst: Een pauze"),
        (ANSWER, "    antwoord: \u202f15", "    antwoord: 15"),
        (SECOND, "      -\u2003id: b", "      - id: b"),
    ],
    "soft_return": [
        (QUESTION, "    vraag: Wat\u2028helpt?", "    vraag: Wat helpt?"),
        (QUESTION, "    vraag: Wat\u000bhelpt?", "    vraag: Wat helpt?"),
        (TEXT, "        tekst: Een\u0085pauze", "        tekst: Een pauze"),
        (WHY, "        uitleg: Klopt.\u2028", "        uitleg: Klopt."),
        (HINT, "      - Denk aan\u2029je team.", "      - Denk aan je team."),
        (TITLE, "titel: Pauze\u000c", "titel: Pauze"),
    ],
    "control_sign": [
        (TITLE, "titel: Pauze\0", "titel: Pauze"),
        (TEXT, "        tekst: Een\x07 pauze", "        tekst: Een pauze"),
        (WHY, "        uitleg: Klopt.\x1f", "        uitleg: Klopt."),
        (HINT, "      - \x01Denk aan je team.", "      - Denk aan je team."),
        (QUESTION, "    vraag: Wat helpt?\x93", "    vraag: Wat helpt?"),
    ],
    "invisible_sign": [
        (TITLE, "\ufefftitel: Pauze", "titel: Pauze"),
        (NUMBER_KIND, "    soort: getal\u200b", "    soort: getal"),
        (OPTION, "      - id: a\u00ad", "      - id: a"),
        (ANSWER, "    antwoord: 1\u200b5", "    antwoord: 15"),
        (QUESTION, "    vra\u00adag: Wat helpt?", "    vraag: Wat helpt?"),
        (RIGHT, "        juist: \u2060ja", "        juist: ja"),
    ],
    "tab_in_line": [
        (TEXT, "\t\t\t\ttekst: Een pauze", "        tekst: Een pauze"),
        (QUESTION, "\t\tvraag: Wat helpt?", "    vraag: Wat helpt?"),
        (QUESTION, "\tvraag: Wat helpt?", "    vraag: Wat helpt?"),
        (HINT, "      -\tDenk aan je team.", "      - Denk aan je team."),
        (NUMBER, "\t- id: v2", "  - id: v2"),
        (RIGHT, "    \tjuist: ja", "        juist: ja"),
    ],
    "dash_missing": [
        (HINT, "        Denk aan je team.", "      - Denk aan je team."),
        (LAST_HINT, "      Kijk naar het rooster.", "      - Kijk naar het rooster."),
        (SECOND, "        id: b", "      - id: b"),
        (SECOND, "      id: b", "      - id: b"),
        (OPTION, "        id: a", "      - id: a"),
        (NUMBER, "    id: v2", "  - id: v2"),
        (FIRST, "    id: v1", "  - id: v1"),
        (NUMBER, "  id: v2", "  - id: v2"),
    ],
    "dash_without_space": [
        (SECOND, "      -id: b", "      - id: b"),
        (OPTION, "      -id: a", "      - id: a"),
        (NUMBER, "  -id: v2", "  - id: v2"),
        (LAST_HINT, "      -Kijk naar het rooster.", "      - Kijk naar het rooster."),
        (FIRST, "  -id: v1", "  - id: v1"),
    ],
    "indent_wrong": [
        (QUESTION, "     vraag: Wat helpt?", "    vraag: Wat helpt?"),
        (QUESTION, "   vraag: Wat helpt?", "    vraag: Wat helpt?"),
        (TEXT, "         tekst: Een pauze", "        tekst: Een pauze"),
        (WHY, "       uitleg: Klopt.", "        uitleg: Klopt."),
        (SECOND, "     - id: b", "      - id: b"),
        (NUMBER, " - id: v2", "  - id: v2"),
        (TITLE, " titel: Pauze", "titel: Pauze"),
        (OPTIONS, "  opties:", "    opties:"),
        (RIGHT, "juist: ja", "        juist: ja"),
        (ANSWER, "      antwoord: 15", "    antwoord: 15"),
    ],
    "space_after_colon": [
        (TITLE, "titel:Pauze", "titel: Pauze"),
        (QUESTION, "    vraag:Wat helpt?", "    vraag: Wat helpt?"),
        (TEXT, "        tekst:Een pauze", "        tekst: Een pauze"),
        (SECOND, "      - id:b", "      - id: b"),
        (RIGHT, "        juist:ja", "        juist: ja"),
        (ANSWER, "    antwoord:15", "    antwoord: 15"),
    ],
    "colon_missing": [
        (TITLE, "titel Pauze", "titel: Pauze"),
        (QUESTION, "    vraag Wat helpt?", "    vraag: Wat helpt?"),
        (TEXT, "        tekst Een pauze", "        tekst: Een pauze"),
        (OPTIONS, "    opties", "    opties:"),
        (SECOND, "      - id b", "      - id: b"),
        (WHY, "        uitleg; Klopt.", "        uitleg: Klopt."),
        (ANSWER, "    antwoord = 15", "    antwoord: 15"),
    ],
    "quote_missing": [
        *_at(
            TEXT, T, ('"Let op: bel', '"Let op: bel"'), ('Let op: bel"', '"Let op: bel"'), ('"Een pauze', '"Een pauze"')
        ),
        *_at(WHY, "        uitleg: ", ("'Klopt: goed zo.", '"Klopt: goed zo."'), ('Goed gedaan"', '"Goed gedaan"')),
        *_at(HINT, H, ('"Denk: team', '"Denk: team"'), ('Denk: team"', '"Denk: team"')),
        *_at(TITLE, "titel: ", ('"Pauze', '"Pauze"'), ('"Pauze: zo”', '"Pauze: zo"')),
    ],
    "quote_in_text": [
        *_at(TEXT, T, ('"Nee", zegt ze', "'\"Nee\", zegt ze'"), ('"Zeg "nee""', "'Zeg \"nee\"'")),
        *_at(TEXT, T, ("'Ja' of 'nee'", "\"'Ja' of 'nee'\""), ("'Pak 'm vast'", '"Pak \'m vast"')),
        *_at(
            QUESTION, V, ('"Goed" of "fout"?', '\'"Goed" of "fout"?\''), ('"Wat" helpt: wat?', "'\"Wat\" helpt: wat?'")
        ),
    ],
    "flow_text": [
        (MARGIN, "    feedback: {goed: Let op: ja, fout: Nee}", '    feedback: {goed: "Let op: ja", fout: Nee}'),
        (
            MARGIN,
            "    feedback: {goed: Ja, en nu door, fout: Nee}",
            '    feedback: {goed: "Ja, en nu door", fout: Nee}',
        ),
        (MARGIN, "    feedback: {goed: *Ja*, fout: Nee}", '    feedback: {goed: "*Ja*", fout: Nee}'),
        (MARGIN, "    feedback: {goed: Ja, fout: Nee", "    feedback: {goed: Ja, fout: Nee}"),
        (HINTS, "    bronnen: [B1, B2\n    hints:", "    bronnen: [B1, B2]\n    hints:"),
        (MARGIN, '    feedback: {goed: "Ja: door, fout: Nee}', '    feedback: {goed: "Ja: door", fout: Nee}'),
    ],
    "key_meant": [
        (OPTIONS, "    antwoorden:", "    opties:"),
        (TITLE, "title: Pauze", "titel: Pauze"),
        (QUESTION, "    vrag: Wat helpt?", "    vraag: Wat helpt?"),
        (RIGHT, "        goed: ja", "        juist: ja"),
        (WHY, "        toelichting: Klopt.", "        uitleg: Klopt."),
        (TEXT, "        Tekst: Een pauze", "        tekst: Een pauze"),
        (HINTS, "    tips:", "    hints:"),
        (MARGIN, "    marge-goed: 2", "    marge_goed: 2"),
        (NUMBER_KIND, "    type: getal", "    soort: getal"),
    ],
    "word_meant": [
        (RIGHT, "        juist: yes", "        juist: ja"),
        (RIGHT, "        juist: true", "        juist: ja"),
        (RIGHT, "        juist: JA", "        juist: ja"),
        (RIGHT, "        juist: “ja”", "        juist: ja"),
        (RIGHT, "        juist: x", "        juist: ja"),
        (NUMBER_KIND, "    soort: Getal", "    soort: getal"),
        (5, "    soort: Enkele keuze", "    soort: enkele-keuze"),
        (5, "    soort: enkele_keuze", "    soort: enkele-keuze"),
    ],
    "number_written": [
        (ANSWER, "    antwoord: 15 minuten", "    antwoord: 15"),
        (ANSWER, "    antwoord: 4,5", "    antwoord: 4.5"),
        (ANSWER, "    antwoord: 45%", "    antwoord: 45"),
        (ANSWER, "    antwoord: € 12,50", "    antwoord: 12.50"),
        (ANSWER, "    antwoord: vijftien", "    antwoord: 15"),
        (ANSWER, "    antwoord: ongeveer 15", "    antwoord: 15"),
        (ANSWER, "    antwoord: 15,-", "    antwoord: 15"),
    ],
    "word_minus": [
        (ANSWER, "    antwoord: −15", "    antwoord: -15"),
        (ANSWER, "    antwoord: –15", "    antwoord: -15"),
        (ANSWER, "    antwoord: −4.5", "    antwoord: -4.5"),
        (ANSWER, "    antwoord: ‑15", "    antwoord: -15"),
        (ANSWER, "    antwoord: −1", "    antwoord: -1"),
    ],
    "list_expected": [
        (TITLE, "titel: Pauze\nbronnen: B1", "titel: Pauze\nbronnen: [B1]"),
        (TITLE, "titel: Pauze\nbronnen: B1, B2", "titel: Pauze\nbronnen: [B1, B2]"),
        (TITLE, "titel: Pauze\nbronnen: B1; B2", "titel: Pauze\nbronnen: [B1, B2]"),
        (TITLE, "titel: Pauze\nleerdoelen: LD1 en LD2", "titel: Pauze\nleerdoelen: [LD1, LD2]"),
        (TITLE, "titel: Pauze\nleerdoelen: LD1", "titel: Pauze\nleerdoelen: [LD1]"),
    ],
    "double_line": [
        (TEXT, "        tekst: Een pauze\n        tekst: Een pauze", "        tekst: Een pauze"),
        (TITLE, "titel: Pauze\ntitel: Pauze", "titel: Pauze"),
        (QUESTION, "    vraag: Wat helpt?\n    vraag: Wat helpt?", "    vraag: Wat helpt?"),
        (ANSWER, "    antwoord: 15\n    antwoord: 15", "    antwoord: 15"),
        (WHY, "        uitleg: Klopt.\n        uitleg: Klopt.", "        uitleg: Klopt."),
    ],
}
"""What `check --herstel` mends: in none of these can its author have meant anything else."""

SHOWN: dict[str, list[Case]] = {
    "hash_in_text": [
        *_at(QUESTION, V, ("Wie zit in kamer #2 of #3?", '"Wie zit in kamer #2 of #3?"')),
        *_at(TEXT, T, ("Toets #1 op je telefoon", '"Toets #1 op je telefoon"'), ("Optie # 3", '"Optie # 3"')),
        *_at(HINT, H, ("Denk aan regel #4.", '"Denk aan regel #4."')),
        *_at(TITLE, "titel: ", ("Les #1", '"Les #1"'), ('"Les" #1', '"Les #1"')),
    ],
    "continued_line": [
        (LAST_HINT, "        Kijk naar het rooster.", "      - Kijk naar het rooster."),
        (LAST_HINT, "          Kijk naar het rooster.", "      - Kijk naar het rooster."),
        (LAST_HINT, "        - Kijk naar het rooster.", "      - Kijk naar het rooster."),
        (WHY, "        uitleg: Klopt.\n          En nog iets.", "        En nog iets."),
        (TITLE, "titel: Pauze\n  en rust", "en rust"),
    ],
    "curly_quotes": [
        *_at(TEXT, T, ("“Let op: bel”", '"Let op: bel"'), ("„Let op: bel”", '"Let op: bel"'), ("“Pauze”", '"Pauze"')),
        *_at(QUESTION, V, ("“Wat helpt: pauze?”", '"Wat helpt: pauze?"')),
        *_at(WHY, "        uitleg: ", ("‘Klopt: ja’", '"Klopt: ja"')),
    ],
}
"""What only its author knows: `check` shows how it may have been meant, and changes nothing."""
