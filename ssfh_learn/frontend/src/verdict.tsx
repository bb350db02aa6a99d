import { Markup } from "./markup";
import type { ItemVerdict, Markup as MarkupValue } from "./views";
import { words } from "./words";

const SIGNS: Record<string, string> = words.signs;

/** A sign and a word: never a colour alone. */
export function Verdict({ verdict, word }: { verdict: string; word: string }) {
  return (
    <span class="ssfh-verdict" data-verdict={verdict}>
      <span class="ssfh-icon" aria-hidden="true">
        {SIGNS[verdict]}
      </span>
      {word}
    </span>
  );
}

/** The feedback below one option, step, pair or card after checking. */
export function ItemFeedback({ item, vocabulary }: ItemFeedbackProps) {
  if (!item) return null;
  const word = words.item[vocabulary][item.verdict];
  if (!word && !item.text) return null;
  return (
    <div class="ssfh-item-feedback" data-verdict={item.verdict}>
      {word && <Verdict verdict={item.verdict} word={word} />}
      <Markup value={item.text} />
    </div>
  );
}

interface ItemFeedbackProps {
  item: { verdict: ItemVerdict; text: MarkupValue | null } | undefined;
  vocabulary: "one" | "several" | "place" | "pair";
}
