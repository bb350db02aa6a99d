import { CardActions } from "./card_actions";
import type { KindProps } from "./kind_props";
import { Markup, plainText } from "./markup";
import { TextField } from "./text_field";
import type { ReflectionView } from "./views";
import { words } from "./words";

/** Questions to think about, with room to write. */
export function Reflection({ view, session }: KindProps<ReflectionView>) {
  const lines = () =>
    view.prompts.flatMap((prompt) => [
      plainText(prompt.text),
      session.drafts.value(`answer:${prompt.id}`, prompt.answer) || words.card.empty,
      "",
    ]);
  return (
    <>
      {!view.private && <p>{words.reflection.handed_in}</p>}
      {view.prompts.map((prompt) => (
        <TextField
          key={prompt.id}
          session={session}
          slot={`answer:${prompt.id}`}
          label={<Markup value={prompt.text} inline />}
          stored={prompt.answer}
          respond={(text) => ({ kind: "answer", prompt: prompt.id, text })}
          maxLength={view.max_length}
          rows={5}
        />
      ))}
      <CardActions title={view.title} lines={lines} />
    </>
  );
}
