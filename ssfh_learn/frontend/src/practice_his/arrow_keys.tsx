import type { ComponentChildren, RefObject } from "preact";

const MOVES: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

interface ArrowKeysProps {
  table: RefObject<HTMLTableElement>;
  label: string;
  /** The button that has the focus now, by its `data-at`. */
  onReach: (at: string) => void;
  children: ComponentChildren;
}

/** A table that is one stop for the Tab key; the arrow keys go from button to button. */
export function ArrowKeys({ table, label, onReach, children }: ArrowKeysProps) {
  const move = (event: KeyboardEvent) => {
    const [down, right] = MOVES[event.key] ?? [0, 0];
    const cell = (event.target as Element).closest("td");
    if (!cell || down === right) return;
    event.preventDefault();
    let row = (cell.parentElement as HTMLTableRowElement).rowIndex + down;
    let column = cell.cellIndex + right;
    const { rows } = table.current!;
    for (let there = rows[row]?.cells[column]; there; there = rows[(row += down)]?.cells[(column += right)]) {
      const button = there.querySelector("button");
      button?.focus();
      if (button && document.activeElement === button) return;
    }
  };
  return (
    <table
      ref={table}
      role="grid"
      aria-label={label}
      onKeyDown={move}
      onFocusCapture={(event) => onReach((event.target as HTMLElement).dataset["at"] ?? "")}
    >
      {children}
    </table>
  );
}
