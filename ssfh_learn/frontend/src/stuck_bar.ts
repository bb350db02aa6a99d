/** Says how much of the screen the bar takes that stays at the top, so that what else stays there keeps below it. */
export function watchBar(bar: HTMLElement | null): void {
  if (!bar) return;
  const say = () => {
    const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    document.documentElement.style.setProperty("--ssfh-stuck-top", `${height}px`);
  };
  new ResizeObserver(say).observe(bar);
  addEventListener("resize", say);
}
