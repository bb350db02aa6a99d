"""What people type: the forms of numbers and words of which every reading must stay what it was."""

from __future__ import annotations

NUMBERS: dict[str, tuple[float, tuple[str, ...]]] = {
    "vijfenveertig": (
        45,
        ("45", "45,0", " 45 ", "+45", "45.", "45%", "45 %", "45 minuten", "€ 45", "４５", "50", "vijfenveertig"),
    ),
    "vijftienhonderd": (
        1500,
        (
            *("1500", "1.500", "1 500", "1500,0", "1.500,0", "1\u202f500", "1'500", "€ 1500", "1500 euro", "01500"),
            *("1,500", "1.500."),
        ),
    ),
    "anderhalf": (
        1.5,
        ("1,5", "1.5", "1.500", "1,500", "1.50", "1½", "1,5 uur", "1 ,5", "01.5", ".15e1", "1.5.0", "1,5%"),
    ),
    "min-vijf": (
        -5,
        ("-5", "−5", "–5", "- 5", "-5,0", "−5 graden", "min 5", "-5%", "5", "-05", "\u20115", "+-5"),
    ),
}
"""By question: its number, and twelve ways to type one."""
WORDS: tuple[str, ...] = (
    "Een rooster en pauze",
    "ROOSTERS, Pauzes",
    "roosteren\u00a0en\u00a0pauzeren",
    "een uitrooster met foto's",
    "foto’s en pauze",
    "foto`s van het rooster",
    "cliënt en pauze",
    "clie\u0308nt en rooster",
    "client en rooster",
    "één-op-één",
    "e\u0301e\u0301n-op-e\u0301e\u0301n pauze",
    "pau\u00adze en roos-ter",
)
"""Twelve answers in words to one question."""
WANTED: list[list[str]] = [["rooster"], ["pauze"], ["foto's"], ["cliënt"], ["één-op-één"]]
"""The keywords of that question, in groups of which two are needed."""
