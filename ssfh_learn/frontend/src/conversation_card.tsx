import { CardActions } from "./card_actions";
import { FirstChoice } from "./first_choice";
import type { KindProps } from "./kind_props";
import { Markup, plainText } from "./markup";
import { type RowBase, Rows, rowLines } from "./rows";
import type { Session } from "./session";
import { TextField } from "./text_field";
import { useUniqueId } from "./unique_id";
import type { AgreementView, ConversationCardView } from "./views";
import { words } from "./words";

/** A card to prepare a talk: questions for each theme, notes, and agreements. */
export function ConversationCard({ view, session }: KindProps<ConversationCardView>) {
  return (
    <>
      <RoleSwitch view={view} session={session} />
      <FirstChoice
        parts={view.themes.map((theme) => ({ ...theme, isFilled: session.drafts.value(`note:${theme.id}`, theme.note) !== "" }))}
        first={words.conversation_card.first}
        more={words.conversation_card.more}
        isBegun={view.agreements.length > 0 || session.pending("agreement", "agreement:1") !== null}
        draw={(theme) => (
          <section class="ssfh-theme">
            <h3>{theme.name}</h3>
            <TextField
              session={session}
              slot={`note:${theme.id}`}
              label={<Markup value={theme.question} inline />}
              stored={theme.note}
              respond={(text) => ({ kind: "note", theme: theme.id, text })}
              maxLength={view.max_length}
              rows={3}
            />
          </section>
        )}
      >
        <h3>{words.conversation_card.agreements}</h3>
        <Rows {...agreementRows(view, session)} />
      </FirstChoice>
      <Tips view={view} />
      <CardActions title={view.title} lines={() => linesOf(view, session)} />
    </>
  );
}

function RoleSwitch({ view, session }: KindProps<ConversationCardView>) {
  const name = useUniqueId();
  const chosen = session.pending("role", "role")?.role ?? view.role;
  return (
    <fieldset class="ssfh-fieldset">
      <legend>{words.conversation_card.role}</legend>
      <div class="ssfh-groups">
        {(["employee", "manager"] as const).map((role) => (
          <label key={role} class="ssfh-group">
            <input
              type="radio"
              name={name}
              value={role}
              checked={chosen === role}
              onChange={() => {
                session.drafts.flush();
                session.send({ kind: "role", role });
              }}
            />
            <span>{words.roles[role]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Tips({ view }: { view: ConversationCardView }) {
  if (view.tips.length === 0) return null;
  return (
    <details>
      <summary>{words.conversation_card.tips}</summary>
      <ul>
        {view.tips.map((tip, index) => (
          <li key={index}>
            <Markup value={tip} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function agreementRows(view: ConversationCardView, session: Session) {
  const { what, who, when, row } = words.rows;
  return {
    session,
    rows: view.agreements,
    title: row.agreement,
    more: words.rows.more.agreement,
    maxLength: view.max_length,
    fields: [
      { name: "what" as const, label: what, lines: 2 },
      { name: "who" as const, label: who, lines: 1 },
      { name: "when" as const, label: when, lines: 1 },
    ],
    slotOfRow: (number: number) => `agreement:${number}`,
    respond: (agreement: RowBase & Partial<AgreementView>) => ({ kind: "agreement" as const, ...agreement }),
    remove: (number: number) => ({ kind: "remove_agreement" as const, row: number }),
  };
}

function linesOf(view: ConversationCardView, session: Session): string[] {
  const themes = view.themes.flatMap((theme) => [
    theme.name,
    plainText(theme.question),
    session.drafts.value(`note:${theme.id}`, theme.note) || words.card.empty,
    "",
  ]);
  return [...themes, words.conversation_card.agreements, ...rowLines(agreementRows(view, session))];
}
