import { useRef } from "preact/hooks";
import { downloadText, printCard } from "./print";
import { words } from "./words";

/** Two buttons below a card: print it, or keep it as a text file on your own computer. */
export function CardActions({ title, lines }: { title: string; lines: () => string[] }) {
  const here = useRef<HTMLDivElement>(null);
  const print = () => {
    const card = here.current?.closest<HTMLElement>(".ssfh-activity");
    if (card) printCard(card);
  };
  return (
    <div class="ssfh-buttons ssfh-not-printed" ref={here}>
      <button type="button" class="ssfh-button" onClick={print}>
        {words.card.print}
      </button>
      <button type="button" class="ssfh-button" onClick={() => downloadText(title, lines())}>
        {words.card.download}
      </button>
    </div>
  );
}
