import { fill } from "./words";

/** Says how many of the points to look for are ticked. What that is worth only the grader can tell, from her guide. */
export function countTicks(said: HTMLElement): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>(".ssfh-look-for input")];
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    said.textContent = ticked ? fill(said.dataset["said"]!, { ticked, count: boxes.length }) : "";
  };
  for (const box of boxes) box.addEventListener("change", count);
  count(); // a browser that goes back keeps what was ticked
}
