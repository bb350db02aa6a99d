interface BarProps {
  value: number;
  minimum: number;
  maximum: number;
  mark?: number | null;
}

/** A bar that screen readers skip: the component around it writes the value beside it. */
export function Bar({ value, minimum, maximum, mark = null }: BarProps) {
  return (
    <div class="ssfh-bar" aria-hidden="true">
      <div class="ssfh-bar-value" style={{ width: share(value, minimum, maximum) }} />
      {mark !== null && <div class="ssfh-bar-mark" style={{ left: share(mark, minimum, maximum) }} />}
    </div>
  );
}

/** How far she is, with a bar that screen readers skip: the words beside it say the same. */
export function Progress({ done, total }: { done: number; total: number }) {
  return (
    <div class="ssfh-progress" aria-hidden="true">
      <div style={{ width: share(done, 0, total) }} />
    </div>
  );
}

function share(value: number, minimum: number, maximum: number): string {
  const part = maximum > minimum ? (value - minimum) / (maximum - minimum) : 0;
  return `${Math.round(Math.min(1, Math.max(0, part)) * 1000) / 10}%`;
}
