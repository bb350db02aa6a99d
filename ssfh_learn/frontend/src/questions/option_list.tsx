import { Markup } from "../markup";
import { useUniqueId } from "../unique_id";
import type { ItemFeedbackView, Labelled } from "../views";
import { ItemFeedback } from "../verdict";

interface OptionListProps {
  type: "radio" | "checkbox";
  options: Labelled[];
  chosen: string[];
  choose: (id: string, isChosen: boolean) => void;
  feedback: { items: Record<string, ItemFeedbackView> } | null;
  vocabulary: "one" | "several";
}

/** Native radio buttons or checkboxes, each with its own feedback below it. */
export function OptionList({ type, options, chosen, choose, feedback, vocabulary }: OptionListProps) {
  const name = useUniqueId();
  return (
    <ul class="ssfh-options">
      {options.map(({ id, text }) => {
        const item = feedback?.items[id];
        return (
          <li key={id} data-verdict={item?.verdict} data-chosen={chosen.includes(id)}>
            <label class="ssfh-option">
              <input
                type={type}
                name={name}
                value={id}
                checked={chosen.includes(id)}
                aria-describedby={item ? `${name}-${id}` : undefined}
                onChange={(event) => choose(id, event.currentTarget.checked)}
              />
              <Markup value={text} inline />
            </label>
            <div id={`${name}-${id}`}>
              <ItemFeedback item={item && vocabulary === "one" && chosen.includes(id) ? { ...item, text: null } : item} vocabulary={vocabulary} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
