import { number } from "../words";

const WIDTH = 260;
const HEIGHT = 104;
const EDGE = 20;

/** A small line chart; the words and the table beside it say the same, so screen readers skip it. */
export function LineChart({ values, minimum, maximum }: { values: number[]; minimum: number; maximum: number }) {
  const x = (index: number) => EDGE + (index * (WIDTH - 2 * EDGE)) / Math.max(1, values.length - 1);
  const y = (value: number) => HEIGHT - EDGE - ((value - minimum) * (HEIGHT - 2 * EDGE)) / Math.max(1, maximum - minimum);
  return (
    <svg class="ssfh-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line x1={EDGE} x2={WIDTH - EDGE} y1={y(minimum)} y2={y(minimum)} class="ssfh-axis" />
      <line x1={EDGE} x2={WIDTH - EDGE} y1={y(maximum)} y2={y(maximum)} class="ssfh-axis" />
      <polyline points={values.map((value, index) => `${x(index)},${y(value)}`).join(" ")} />
      {values.map((value, index) => (
        <g key={index}>
          <circle cx={x(index)} cy={y(value)} r="4" />
          <text x={x(index)} y={y(value) - 9} text-anchor="middle">
            {number(value)}
          </text>
        </g>
      ))}
    </svg>
  );
}
