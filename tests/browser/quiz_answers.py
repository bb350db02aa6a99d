"""The right and a wrong answer to each question of `content/activiteiten/alle-vragen.yaml`, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.player import ui

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.player import Player

STEPS = ("Afspreken", "Luisteren", "Kiezen", "Terugkijken")
PAIRS = {"Individu": "Ik neem pauze.", "Groep": "Wij helpen elkaar.", "Organisatie": "De praktijk maakt het rooster."}
MATCHED = [*PAIRS.values()]
SHIFTED = dict(zip(PAIRS, [*MATCHED[1:], MATCHED[0]], strict=True))
GROUPS = {"De telefoon gaat.": "Kost energie", "Een bedankje.": "Geeft energie"}
SWAPPED = dict(zip(GROUPS, reversed(GROUPS.values()), strict=True))


def choose(*labels: str) -> Callable[[Player], None]:
    """Return who chooses each of these."""

    def answer(player: Player) -> None:
        for label in labels:
            player.choose(label)

    return answer


def pair(pairs: dict[str, str]) -> Callable[[Player], None]:
    """Return who makes these pairs."""

    def answer(player: Player) -> None:
        for left, right in pairs.items():
            player.pick(left, right)

    return answer


TRUE, FALSE = ui("true_false", "true"), ui("true_false", "false")
NUMBER, WORD = "Hoeveel procent vond de werkdruk te hoog?", "Hoe heet de lijst met risico's op het werk?"
OWN, OPEN = "Noem een stap tegen werkdruk.", "Wat neem jij mee?"
OWN_WORDS = ("own_words", "open_text")
"""The kinds of which nothing is right or wrong."""

RIGHT: dict[str, Callable[[Player], None]] = {
    "single_choice": choose("Uit balans"),
    "true_false": choose(FALSE, "Er is een beroepsgeheim"),
    "graded_choice": choose("Vragen wat eerst moet"),
    "multiple_response": choose("Steun van collega's", "Waardering"),
    "ordering": lambda player: player.order(*STEPS),
    "matching": pair(PAIRS),
    "categorise": lambda player: player.sort(GROUPS),
    "numeric": lambda player: player.write(NUMBER, "45"),
    "fill_in": lambda player: player.write(WORD, "Risico inventaristaie"),
    "own_words": lambda player: player.write(OWN, "Hulp aan de telefoon, want dan is er rust."),
    "open_text": lambda player: player.write(OPEN, "Ik vraag eerder om hulp."),
}
WRONG: dict[str, Callable[[Player], None]] = {
    "single_choice": choose("Veel uren"),
    "true_false": choose(TRUE, "De arts is vaak weg"),
    "graded_choice": choose("Alvast beginnen"),
    "multiple_response": choose("Steun van collega's", "Haast"),
    "ordering": lambda player: player.order(*reversed(STEPS)),
    "matching": pair(SHIFTED),
    "categorise": lambda player: player.sort(SWAPPED),
    "numeric": lambda player: player.write(NUMBER, "50,5"),
    "fill_in": lambda player: player.write(WORD, "plan van aanpak"),
    "own_words": lambda player: player.write(OWN, "Meer rust"),
    "open_text": lambda player: player.write(OPEN, "Weet ik nog niet"),
}
