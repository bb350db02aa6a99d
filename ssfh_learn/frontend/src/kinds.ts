import type { ComponentType } from "preact";
import { ActionPlan } from "./action_plan";
import { Calculator } from "./calculator";
import { ConversationCard } from "./conversation_card";
import { FactChart } from "./fact_chart";
import type { KindProps } from "./kind_props";
import { Quiz } from "./quiz";
import { Reflection } from "./reflection";
import { Refresher } from "./refresher";
import { RoleChoice } from "./role_choice";
import { SelfAssessment } from "./self_assessment";
import type { View } from "./views";

type Kinds = { [Kind in View["kind"]]: ComponentType<KindProps<Extract<View, { kind: Kind }>>> };
type LoadedApart = "practice_his" | "scenario" | "skills_gap";

/** The only list of the kinds of activity: one component for each kind of view from Python. A kind that is loaded apart
 *  adds itself. */
export const kinds: Omit<Kinds, LoadedApart> & Partial<Kinds> = {
  quiz: Quiz,
  self_assessment: SelfAssessment,
  conversation_card: ConversationCard,
  action_plan: ActionPlan,
  reflection: Reflection,
  fact_chart: FactChart,
  role_choice: RoleChoice,
  calculator: Calculator,
  refresher: Refresher,
};
