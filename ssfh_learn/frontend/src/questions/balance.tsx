import { plainText } from "../markup";
import type { CategoriseView } from "../views";
import { countOf, fill, words } from "../words";

const MOST = 16;

/** The two groups as the sides of a balance, which tilts to where most cards are; the words below it say the same. */
export function Balance({ question, pairs }: { question: CategoriseView; pairs: Record<string, string> }) {
  const sides = question.groups.map(({ id, text }) => ({
    name: plainText(text),
    count: Object.values(pairs).filter((group) => group === id).length,
  }));
  const [left, right] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const lean = right.count - left.count;
  const angle = Math.max(-MOST, Math.min(MOST, lean * 4));
  const heavier = lean > 0 ? right : left;
  return (
    <figure class="ssfh-balance">
      <svg viewBox="0 0 240 130" aria-hidden="true">
        <path class="ssfh-balance-stand" d="M120 34V112M92 116H148" />
        <g class="ssfh-balance-beam" style={{ transform: `rotate(${angle}deg)` }}>
          <path class="ssfh-balance-stand" d="M40 34H200" />
          <Pan x={40} count={left.count} angle={angle} />
          <Pan x={200} count={right.count} angle={angle} />
        </g>
        <circle cx="120" cy="34" r="6" class="ssfh-balance-knob" />
      </svg>
      <figcaption>
        <span class="ssfh-balance-sides">
          {sides.map(({ name, count }) => (
            <span key={name}>{countOf(words.categorise.side, count, { name })}</span>
          ))}
        </span>
        <span class="ssfh-strong" role="status">
          {Object.keys(pairs).length > 0 && (lean === 0 ? words.categorise.level : fill(words.categorise.tilts, { name: heavier.name }))}
        </span>
      </figcaption>
    </figure>
  );
}

/** A pan that hangs straight down, with a block for each card on it. */
function Pan({ x, count, angle }: { x: number; count: number; angle: number }) {
  return (
    <g style={{ transform: `rotate(${-angle}deg)`, transformOrigin: `${x}px 34px` }} class="ssfh-balance-pan">
      <path d={`M${x} 34L${x - 28} 84H${x + 28}Z`} />
      {Array.from({ length: count }, (_, place) => (
        <rect key={place} x={x - 26 + (place % 5) * 10.5} y={76 - Math.floor(place / 5) * 9} width="9" height="7.5" rx="1.5" />
      ))}
    </g>
  );
}
