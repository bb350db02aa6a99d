"""The portal in a real Jupyter server: its login, its tokens, its errors, and no kernel for anybody."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssfh_learn.portal.web.body import MOST_BYTES
from ssfh_learn.portal.web.page import HEADERS
from ssfh_learn.words import word
from tests.browser.servers import TOKEN, Server, running
from tests.conftest import REPOSITORY
from tests.portal.host import ROOT, Site, Visitor, assert_sent_to
from tests.portal.web.test_requests import assert_answered
from tests.portal.web.test_routes import assert_harmless
from tests.thoroughness import tries

pytestmark = pytest.mark.slow  # starts a Jupyter server

PAGES = [
    *("", "module/werkdruk/", *(f"module/werkdruk/{number}" for number in range(1, 16))),
    *("module/werkdruk/afbeeldingen/x.png", "module/bestaat-niet/1", "toets/werkdruk-toets/", "api/antwoord"),
    *("api/antwoord?place=werkdruk&activity=zelfscan", "gegevens", "gegevens/download", "gegevens/wissen", "delen"),
    *("certificaat/werkdruk", "controle", "controle?code=x", "overzicht", "rol", "bestaat-niet", "static/x.js"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a Jupyter server with the portal."""
    with running("portal", tmp_path_factory.mktemp("jupyter")) as started:
        shutil.copytree(REPOSITORY / "modules" / "werkdruk", started.work / "modules" / "werkdruk")
        yield started


@pytest.fixture(scope="module")
def site(server: Server) -> Site:
    """Return where it answers."""
    port = urlsplit(server.address).port
    assert port
    return Site(port)


@pytest.fixture(scope="module")
def owner(site: Site) -> Visitor:
    """Return the owner, logged in with the token in the address, as `ssfh-learn start` opens the browser."""
    visitor = site.visitor()
    first = visitor.get(f"?token={TOKEN}")
    assert first.status in {200, 302}
    assert visitor.cookies
    return visitor


def test_whose_session_is_over_reads_in_dutch_what_to_do_before_jupyters_own_login(site: Site) -> None:
    """She used to land on Jupyter's page at once, which is English and asks for what she never had."""
    for path in PAGES:
        answer = site.visitor().get(path)
        assert_harmless(answer)
        if path.startswith(("controle", "static", "api")):
            assert_sent_to("/login", answer, path)
        else:
            assert answer.status == 403
            assert word("portal", "expired") in answer.text
            assert f'href="/login?next={quote(ROOT + path.partition("?")[0], safe="")}' in answer.text


@pytest.mark.parametrize("token", ["", "fout", "tests2", "Tests"])
def test_a_wrong_token_opens_nothing(site: Site, token: str) -> None:
    for visitor, path in (
        (site.visitor(), f"gegevens?token={token}"),
        (Visitor(site, "", headers={"Authorization": f"token {token}"}), "gegevens"),
    ):
        assert visitor.get(path).status in {302, 403}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_our_headers_and_speaks_dutch(owner: Visitor, path: str) -> None:
    answer = owner.get(path)

    assert answer.status in {200, 302, 404, 405}
    assert_harmless(answer)


def test_the_policy_is_ours_and_not_jupyters(owner: Visitor) -> None:
    for path in ("", "bestaat-niet", "api/antwoord", "static/portal.js"):
        assert {name: owner.get(path).headers[name] for name in HEADERS} == HEADERS


def test_the_owner_has_every_role(owner: Visitor) -> None:
    assert owner.get("overzicht").status == 200
    assert 'value="coordinator"' in owner.get().text


def test_the_help_of_the_module_is_in_the_sheet_of_every_step(owner: Visitor) -> None:
    """It stood at the foot of the page, where it was 502 pixels high; now a button that is always in sight opens it."""
    page = owner.get("module/werkdruk/2").text
    sheet = page[page.index('id="hulp"') : page.index("</dialog>")]

    assert '<strong>Hulp nodig?</strong> Direct gevaar: bel <a class="ssfh-phone" href="tel:112">112</a>.</p>' in sheet
    assert "{" not in sheet


def test_what_she_writes_is_kept_and_shown(owner: Visitor) -> None:
    said = owner.respond("werkdruk", "reflectie", kind="answer", prompt="meenemen", text="uit </script> Jupyter")

    assert said.json["saved"]["state"] == "saved"
    assert "uit \\u003c/script\\u003e Jupyter" in owner.get("module/werkdruk/13").text


@pytest.mark.parametrize("token", ["", "onzin", "2|00000000|00000000000000000000000000000000|1700000000"])
@pytest.mark.parametrize("path", ["api/antwoord", "gegevens/wissen", "rol", "delen", "certificaat/werkdruk"])
def test_what_another_site_sends_is_refused_in_dutch(owner: Visitor, path: str, token: str) -> None:
    answer = owner.post(b"zeker=ja", path, token=token)

    assert answer.status == 403
    assert_harmless(answer)


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "POST"])
@pytest.mark.parametrize("path", ["", "module/werkdruk/1", "api/antwoord", "static/portal.js", "bestaat-niet"])
def test_other_ways_to_ask_are_answered_in_dutch(owner: Visitor, method: str, path: str) -> None:
    answer = owner.ask(method, path, b"", X_XSRFToken=owner.token())

    assert answer.status in {400, 403, 404, 405}
    if method != "HEAD":
        assert_harmless(answer)


def test_what_is_too_large_is_refused_in_dutch(owner: Visitor) -> None:
    answer = owner.post(b"x" * (MOST_BYTES + 1))

    assert (answer.status, answer.json["message"]) == (413, word("portal", "error_413"))
    assert_harmless(answer)


@settings(max_examples=tries(60), suppress_health_check=[HealthCheck.too_slow])
@given(
    body=st.binary(max_size=100)
    | st.builds(lambda value: json.dumps(value).encode(), st.dictionaries(st.text(), st.text()))
)
def test_whatever_is_sent_gets_a_sentence_or_a_view(owner: Visitor, body: bytes) -> None:
    headers = {"Authorization": f"token {TOKEN}"}
    answer = Visitor(owner.site, "", headers=headers).ask("POST", "api/antwoord", body)

    if answer.status != 429:
        assert_answered(answer)


@settings(max_examples=tries(60), suppress_health_check=[HealthCheck.too_slow])
@given(path=st.text(max_size=20))
def test_whatever_is_opened_gets_a_page(owner: Visitor, path: str) -> None:
    answer = owner.get(ROOT + quote(path, errors="surrogatepass"))

    assert answer.status in {200, 302, 400, 403, 404, 405, 429}
    assert_harmless(answer)


def test_no_page_started_a_kernel(server: Server, owner: Visitor) -> None:
    for path in PAGES:
        owner.get(path)

    assert json.loads(server.ask("api/kernels")) == []
    assert json.loads(server.ask("api/sessions")) == []


def test_the_log_holds_no_answer_and_no_fault(server: Server, owner: Visitor) -> None:
    owner.respond("werkdruk", "reflectie", kind="answer", prompt="meenemen", text="ZEER-GEHEIM")
    owner.post(b'{"text": "ZEER-GEHEIM')
    log = (server.work.parent / "server.log").read_text("utf-8", "replace")

    assert "ZEER-GEHEIM" not in log
    assert "Traceback" not in log
    assert not re.search(r"\b500 (GET|POST)", log)


def test_what_is_kept_can_be_read_by_its_owner_only(server: Server) -> None:
    folder = Path(server.home) / "data" / "ssfh_learn"
    found = sorted(folder.glob("leren.db*"))

    assert found
    assert [path.stat().st_mode & 0o077 for path in (folder, *found)] == [0] * (len(found) + 1)
