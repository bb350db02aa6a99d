"""Activities that a learner can do: pure values with pure behaviour.

`KINDS` is the only list of kinds. A new kind takes a new file, one line here, and a file in the front end.
"""

from ssfh_learn.activities.acceptance import Accepted, accept, response_id
from ssfh_learn.activities.action_plan import ActionPlan
from ssfh_learn.activities.activity import Activity, ItemScore, Learner, RoleName, Score
from ssfh_learn.activities.calculator import Calculator
from ssfh_learn.activities.conversation_card import ConversationCard
from ssfh_learn.activities.fact_chart import FactChart
from ssfh_learn.activities.playing import Played, play
from ssfh_learn.activities.practice_his import PracticeHis
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.reflection import Reflection
from ssfh_learn.activities.role_choice import RoleChoice
from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.activities.self_assessment import SelfAssessment
from ssfh_learn.activities.skills_gap import SkillsGap

KINDS: dict[str, type[Activity]] = {
    kind.kind: kind
    for kind in (
        Quiz,
        Scenario,
        SelfAssessment,
        ConversationCard,
        ActionPlan,
        Reflection,
        FactChart,
        RoleChoice,
        Calculator,
        PracticeHis,
        SkillsGap,
    )
}

__all__ = [
    "KINDS",
    "Accepted",
    "Activity",
    "ItemScore",
    "Learner",
    "Played",
    "RoleChoice",
    "RoleName",
    "Score",
    "accept",
    "play",
    "response_id",
]
