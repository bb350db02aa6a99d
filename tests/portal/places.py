"""A small module in a folder of its own, and the few things that one does with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ssfh_learn.content.starter import write_starter

MODULE = """\
id: {name}
titel: "{title}"
doelgroep: Iedereen in de praktijk.
duur: 70
versie: "1.0"
leerdoelen:
  - code: LD1
    tekst: Je kunt iets.
woordenlijst:
  - woord: triage
    uitleg: Bepalen wat voorgaat.
hulp: |
  Bel **112** bij gevaar.
"""
REFLECTION = """\
soort: reflectie
titel: {title}
inleveren: {handed_in}
vragen:
  - id: meenemen
    vraag: Wat neem je mee?
"""
QUIZ = """\
soort: quiz
titel: Kennischeck
modus: oefenen
vragen:
  - id: v1
    soort: enkele-keuze
    vraag: {prompt}
    opties:
      - id: a
        tekst: Wel
        juist: ja
        uitleg: Ja.
      - id: b
        tekst: Niet
        uitleg: Nee.
    feedback:
      goed: Goed.
      fout: Fout.
  - id: v2
    soort: volgorde
    vraag: Zet in volgorde.
    stappen:
      - id: een
        tekst: Een
      - id: twee
        tekst: Twee
    feedback:
      goed: Goed.
      fout: Fout.
"""
ROLES = """\
soort: rolkeuze
titel: Waar sta jij?
rollen:
  - id: medewerker
    naam: Medewerker
    tekst: Je werkt.
  - id: leidinggevende
    naam: Leidinggevende
    tekst: Je leidt.
"""
CARD = """\
soort: gesprekskaart
titel: Praten
themas:
  - id: werk
    naam: Werk
    vraag_medewerker: Wat knelt bij jou?
    vraag_leidinggevende: Wat kan ik regelen?
tips:
  - Luister.
"""
SHOW = "from ssfh_learn import activity"


def markdown(text: str) -> dict[str, Any]:
    """Return a cell of text."""
    return {"cell_type": "markdown", "id": "m", "metadata": {}, "source": text}


def code(text: str) -> dict[str, Any]:
    """Return a cell of code."""
    return {
        "cell_type": "code",
        "id": "c",
        "metadata": {},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }


def write_notebook(path: Path, *cells: dict[str, Any]) -> Path:
    """Write a notebook of these cells."""
    numbered = [{**cell, "id": f"cel{number}"} for number, cell in enumerate(cells, 1)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {"cells": numbered, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return path


def write_track(modules: Path, module: str = "proef") -> Path:
    """Write the track `samen` of a module, with a first day and three later ones; return its file."""
    file = write_starter("traject", "samen", modules)
    file.write_text(file.read_text("utf-8").replace("module: werkdruk", f"module: {module}"), "utf-8")
    return file


def write_module(folder: Path, name: str = "proef", title: str = "Proefmodule") -> Path:
    """Write a module of three steps, with a quiz, two reflections, a choice of role and a card; return its folder."""
    activities = folder / "activiteiten"
    activities.mkdir(parents=True)
    (folder / "module.yaml").write_text(MODULE.format(name=name, title=title), "utf-8")
    texts = {
        "kennischeck": QUIZ.format(prompt="Wat kies je?"),
        "dagboek": REFLECTION.format(title="Dagboek", handed_in="nee"),
        "verslag": REFLECTION.format(title="Verslag", handed_in="ja"),
        "start": ROLES,
        "kaart": CARD,
    }
    for activity, text in texts.items():
        (activities / f"{activity}.yaml").write_text(text, "utf-8")
    write_notebook(
        folder / f"{name}.ipynb",
        markdown(f"# {title}\n\nWelkom bij deze module."),
        code(SHOW),
        markdown("## Stap 1. Beginnen\n\nLees dit **eerst**."),
        code('activity("start")'),
        markdown("## Stap 2. Oefenen"),
        code('activity("kennischeck")'),
        code('activity("kaart")'),
        markdown("## Stap 3. Terugkijken"),
        code('activity("dagboek")'),
        code('activity("verslag")'),
    )
    return folder
