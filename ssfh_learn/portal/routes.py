"""The pages and the API of the portal, free of any host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.portal.coordinator.accreditation_pages import (
    AccreditationFile,
    AccreditationPage,
    PracticeRulePage,
    accreditation_link,
)
from ssfh_learn.portal.coordinator.administration import acts
from ssfh_learn.portal.coordinator.change_deadline import ChangeDeadline, TakeBackDeadline
from ssfh_learn.portal.coordinator.choice_pages import ChoicePage
from ssfh_learn.portal.coordinator.extra_attempts import ExtraAttemptPage, TakeBackExtraAttempt
from ssfh_learn.portal.coordinator.group_pages import GroupList, GroupPage, NewGroup
from ssfh_learn.portal.coordinator.group_tracks_page import GroupTracksPage
from ssfh_learn.portal.coordinator.import_pages import ConfirmImport, ImportPage
from ssfh_learn.portal.coordinator.item_pages import ItemPage, ItemTests, items_link
from ssfh_learn.portal.coordinator.joining_pages import JoinSpellings, SpellingList
from ssfh_learn.portal.coordinator.list_files import EmptyList, ListFile
from ssfh_learn.portal.coordinator.manual_grading import GradeAnswerPage, TestToGradePage, ToGradePage, waiting
from ssfh_learn.portal.coordinator.merge_pages import MergeParticipants
from ssfh_learn.portal.coordinator.participant_list import ParticipantList
from ssfh_learn.portal.coordinator.participant_pages import (
    CloseCorrection,
    NewParticipant,
    ParticipantPage,
)
from ssfh_learn.portal.coordinator.remind import RemindPage
from ssfh_learn.portal.coordinator.report_pages import ReportFile, ReportList, ReportPage, reports_link
from ssfh_learn.portal.coordinator.results import results
from ssfh_learn.portal.coordinator.running_tests import RunningTests, RunTestPage
from ssfh_learn.portal.coordinator.task_pages import ADDRESSES, TaskPage
from ssfh_learn.portal.coordinator.worklist_views import WorklistFile, WorklistView, to_worklist
from ssfh_learn.portal.learner.answer import AnswerEndpoint
from ssfh_learn.portal.learner.certificates import GetCertificate, Verify
from ssfh_learn.portal.learner.ending_page import EndingPage
from ssfh_learn.portal.learner.everything import Download, Readable
from ssfh_learn.portal.learner.fault_report import ReportFaultPage
from ssfh_learn.portal.learner.first_choices import CountIn
from ssfh_learn.portal.learner.module_sound import ModuleSound
from ssfh_learn.portal.learner.modules import HomePage, ModuleImage, ModulesPage, StepPage
from ssfh_learn.portal.learner.notice import ReadNotice
from ssfh_learn.portal.learner.own_data import AskCorrection, MyData, Share, Wipe
from ssfh_learn.portal.learner.refresher_page import Calendar, Refresh
from ssfh_learn.portal.learner.tests import TestPage
from ssfh_learn.portal.learner.texts_page import TextsPage
from ssfh_learn.portal.learner.track_page import ShowTrack, TrackCalendar
from ssfh_learn.portal.trainer.fault_reports import CloseReport, reports
from ssfh_learn.portal.trainer.problems import problems
from ssfh_learn.portal.trainer.waits_for_expert import waits_for_expert
from ssfh_learn.portal.web.nothing import Nothing
from ssfh_learn.portal.web.overview import OverviewPage
from ssfh_learn.portal.web.role import RoleEndpoint

if TYPE_CHECKING:
    from ssfh_learn.portal.web.page import Page


class Overview(OverviewPage):
    """The overview of this portal."""

    sections = (
        to_worklist,
        waiting,
        items_link,
        reports_link,
        accreditation_link,
        reports,
        problems,
        waits_for_expert,
        results,
        acts,
    )


_WHICH = r"(bestuur|praktijk-[1-9]\d{0,17})"
_NUMBER, _ID, _NAME = r"([1-9]\d{0,2})", r"([1-9]\d{0,17})", r"([a-z0-9][a-z0-9-]{0,59})"
ROUTES: tuple[tuple[str, type[Page]], ...] = (
    (r"api/antwoord", AnswerEndpoint),  # first, because it is asked most
    (r"", HomePage),
    (r"modules", ModulesPage),
    (rf"module/{_NAME}/?", StepPage),
    (rf"module/{_NAME}/{_NUMBER}", StepPage),
    (rf"module/{_NAME}/klaar", EndingPage),
    (rf"module/{_NAME}/tekst", TextsPage),
    (rf"module/{_NAME}/(.+\.(?:mp3|m4a))", ModuleSound),
    (rf"module/{_NAME}/(.+\.\w+)", ModuleImage),
    (rf"opfrissen/{_NAME}/?", Refresh),
    (rf"opfrissen/{_NAME}/agenda\.ics", Calendar),
    (rf"traject/{_NAME}/?", ShowTrack),
    (rf"traject/{_NAME}/agenda\.ics", TrackCalendar),
    (rf"toets/{_NAME}/?", TestPage),
    (r"gelezen", ReadNotice),
    (r"gegevens", MyData),
    (r"delen", Share),
    (r"meetellen", CountIn),
    (r"gegevens/download", Download),
    (r"gegevens/lezen", Readable),
    (r"gegevens/wissen", Wipe),
    (r"gegevens/verbeteren", AskCorrection),
    (rf"certificaat/{_NAME}", GetCertificate),
    (r"controle", Verify),
    (r"overzicht", Overview),
    (r"melden", ReportFaultPage),
    (r"melding", CloseReport),
    (r"nakijken/?", ToGradePage),
    (rf"nakijken/{_NAME}/?", TestToGradePage),
    (rf"nakijken/{_NAME}/([0-9a-f]{{16}})", GradeAnswerPage),
    (r"toetsen-regelen/?", RunningTests),
    (rf"toetsen-regelen/{_NAME}/?", RunTestPage),
    (rf"toetsen-regelen/{_NAME}/einde", ChangeDeadline),
    (rf"toetsen-regelen/{_NAME}/terug", TakeBackDeadline),
    (rf"toetsen-regelen/{_NAME}/doen/({'|'.join(ADDRESSES)})", TaskPage),
    (rf"toetsen-regelen/{_NAME}/poging", ExtraAttemptPage),
    (rf"toetsen-regelen/{_NAME}/poging/terug", TakeBackExtraAttempt),
    (r"deelnemers", ParticipantList),
    (r"deelnemers/nieuw", NewParticipant),
    (r"deelnemers/verbeterd", CloseCorrection),
    (r"deelnemers/inlezen", ImportPage),
    (r"deelnemers/inlezen/doen", ConfirmImport),
    (r"deelnemers/schrijfwijzen", SpellingList),
    (r"deelnemers/schrijfwijzen/doen", JoinSpellings),
    (r"deelnemers/lijst\.(xlsx|csv)", ListFile),
    (r"deelnemers/voorbeeld\.xlsx", EmptyList),
    (rf"deelnemers/{_ID}", ParticipantPage),
    (rf"deelnemers/{_ID}/samenvoegen", MergeParticipants),
    (r"werklijst", WorklistView),
    (r"werklijst/herinneren", RemindPage),
    (r"werklijst/lijst\.xlsx", WorklistFile),
    (r"groepen", GroupList),
    (r"groepen/nieuw", NewGroup),
    (rf"groepen/{_ID}", GroupPage),
    (rf"groepen/{_ID}/trajecten", GroupTracksPage),
    (r"accreditatie", AccreditationPage),
    (r"accreditatie/lijst\.(xlsx|csv)", AccreditationFile),
    (r"accreditatie/regel", PracticeRulePage),
    (r"vragen/?", ItemTests),
    (rf"vragen/{_NAME}/?", ItemPage),
    (rf"keuzes/{_NAME}/{_NAME}", ChoicePage),
    (r"verslagen/?", ReportList),
    (rf"verslagen/{_WHICH}", ReportPage),
    (rf"verslagen/{_WHICH}\.(pdf|xlsx)", ReportFile),
    (r"rol", RoleEndpoint),
    (r".*", Nothing),
)
"""Each address below the address of the portal, and what answers there; the first that fits."""
