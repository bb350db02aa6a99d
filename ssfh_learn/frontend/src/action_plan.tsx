import { CardActions } from "./card_actions";
import { FirstChoice } from "./first_choice";
import type { KindProps } from "./kind_props";
import { Markup, plainText } from "./markup";
import { isBegun, type RowBase, Rows, rowLines } from "./rows";
import type { Session } from "./session";
import type { ActionPlanView, PlanLevelView, PlanStepView } from "./views";
import { words } from "./words";

/** The steps that a learner plans at each level: herself, her team, the practice. */
export function ActionPlan({ view, session }: KindProps<ActionPlanView>) {
  return (
    <>
      <FirstChoice
        parts={view.levels.map((level) => ({ ...level, isFilled: level.steps.length > 0 || isBegun(stepRows(view, level, session)) }))}
        first={words.action_plan.first}
        more={words.action_plan.more}
        draw={(level) => (
          <section class="ssfh-level">
            <h3>{level.name}</h3>
            <Markup value={level.question} />
            {level.example && (
              <details>
                <summary>{words.action_plan.example}</summary>
                <Markup value={level.example} />
              </details>
            )}
            <Rows {...stepRows(view, level, session)} />
          </section>
        )}
      />
      <CardActions title={view.title} lines={() => linesOf(view, session)} />
    </>
  );
}

function stepRows(view: ActionPlanView, level: PlanLevelView, session: Session) {
  const { what, who, when, check, row } = words.rows;
  return {
    session,
    rows: level.steps,
    title: row.step,
    more: words.rows.more.step,
    maxLength: view.max_length,
    fields: [
      { name: "what" as const, label: what, lines: 2 },
      { name: "who" as const, label: who, lines: 1 },
      { name: "when" as const, label: when, lines: 1 },
      { name: "check" as const, label: check, lines: 2 },
    ],
    slotOfRow: (number: number) => `step:${level.id}:${number}`,
    respond: (step: RowBase & Partial<PlanStepView>) => ({ kind: "step" as const, level: level.id, ...step }),
    remove: (number: number) => ({ kind: "remove_step" as const, level: level.id, row: number }),
  };
}

function linesOf(view: ActionPlanView, session: Session): string[] {
  return view.levels.flatMap((level) => {
    const rows = rowLines(stepRows(view, level, session));
    return [level.name, plainText(level.question), ...(rows.length > 0 ? rows : [words.card.empty]), ""];
  });
}
