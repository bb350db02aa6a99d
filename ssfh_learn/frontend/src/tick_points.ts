/** Counts up what a grader ticks to points, in equal parts and in halves. What she typed herself stays: that counts. */
export function countTicks(said: HTMLElement): void {
  const form = said.closest("form")!;
  const boxes = [...document.querySelectorAll<HTMLInputElement>(".ssfh-look-for input")];
  const field = form.querySelector<HTMLInputElement>("#punten")!;
  const { maximum, fills, differs } = said.dataset as Record<"maximum" | "fills" | "differs", string>;
  let filled = "";
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    const points = String(Math.round((Number(maximum) * ticked * 2) / boxes.length) / 2).replace(".", ",");
    if (field.value === filled) field.value = filled = ticked ? points : "";
    const text = !ticked ? "" : field.value === points ? fills : differs;
    const values: Record<string, string> = { ticked: String(ticked), count: String(boxes.length), points };
    said.textContent = text.replace(/\{(\w+)\}/g, (_, name: string) => values[name]!);
  };
  for (const box of boxes) box.addEventListener("change", count);
  field.addEventListener("input", count);
  count(); // a browser that goes back keeps what was ticked
}
