import { render } from "@testing-library/preact";
import { expect, test, vi } from "vitest";
import { Markup, plainText } from "../src/markup";
import { draw } from "./drawing";
import { conversationCard, quizOf, shortText } from "./samples";

const drawn = (html: string, inline = false) => render(<Markup value={{ html }} inline={inline} />).container;

test("ordinary content keeps its form", () => {
  const html = "<p>Een <strong>vaste</strong> pauze</p><ul><li>dag</li></ul>";
  expect(drawn(html).firstElementChild!.innerHTML).toBe(html);
});

test.each([
  "<script>window.hacked = true</script>",
  '<img src="data:image/png;base64,x" onerror="window.hacked = true">',
  '<p onclick="window.hacked = true" style="position:fixed" id="x" class="jp-x">tekst</p>',
  '<iframe srcdoc="<script>parent.hacked = true</script>"></iframe>',
  '<svg onload="window.hacked = true"><script>1</script></svg>',
  '<math><mtext><style><img src=x onerror="window.hacked = true"></style></mtext></math>',
  '<form action="https://example.com"><button>Stuur</button></form>',
  '<template><img src=x onerror="1"></template>',
  "<style>.ssfh{display:none}</style>",
])("nothing that can run or reach out survives: %s", (html) => {
  const result = drawn(html).innerHTML;
  expect(result).not.toMatch(/script|onerror|onclick|onload|iframe|svg|math|form|style|template|id=|jp-x|hacked/i);
  expect((window as unknown as { hacked?: boolean }).hacked).toBeUndefined();
});

test.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", " java\nscript:alert(1)", "data:text/html,<b>x</b>", "vbscript:x"])(
  "a link to %s loses its address and keeps its words",
  (href) => {
    const link = drawn(`<a href="${href}">lees meer</a>`).querySelector("a")!;
    expect(link.hasAttribute("href")).toBe(false);
    expect(link.textContent).toBe("lees meer");
  },
);

test("a link opens in a new tab that cannot reach this page", () => {
  const link = drawn('<a href="https://www.ssfh.nl" target="_top" rel="opener">SSFH</a>').querySelector("a")!;
  expect(link.outerHTML).toBe('<a href="https://www.ssfh.nl" target="_blank" rel="noopener">SSFH</a>');
});

test("a picture from another computer is replaced by its description", () => {
  expect(drawn('<img src="https://elsewhere.example/a.png" alt="een wachtkamer">').textContent).toBe("een wachtkamer");
  expect(drawn('<img src="data:image/png;base64,AA" alt="x">').querySelector("img")).not.toBeNull();
});

test("unknown tags disappear and their words stay", () => {
  expect(drawn("<blink>let <b>op</b></blink>").firstElementChild!.innerHTML).toBe("let <b>op</b>");
});

test("inside a label there are no block elements", () => {
  expect(drawn("<p>een</p><p>twee</p>", true).querySelectorAll("p, div.ssfh-markup").length).toBe(0);
});

test("plain text has no tags", () => {
  expect(plainText({ html: "<p>Een  <em>vaste</em>\n pauze</p>" })).toBe("Een vaste pauze");
});

test("text of a learner is shown as it was typed, also when it looks like markup", () => {
  const text = '<img src=x onerror="window.hacked=1"><b>vet</b>';
  const { el } = draw(quizOf({ ...shortText, answer: text }));
  expect(el.querySelector("textarea")!.value).toBe(text);
  expect(el.querySelector("img, b")).toBeNull();
});

test("learner text in notices and names is never read as markup", () => {
  const theme = { ...conversationCard.themes[0]!, name: "<b>Thema</b>", note: "<i>x</i>" };
  const { el } = draw({ ...conversationCard, themes: [theme] } as never, { notices: ["<u>let op</u>"] });
  expect(el.querySelector("b, i, u")).toBeNull();
  expect(el.textContent).toContain("<b>Thema</b>");
});

test("drawing asks nothing of the network", () => {
  const fetched = vi.spyOn(globalThis, "fetch");
  draw(quizOf(shortText));
  expect(fetched).not.toHaveBeenCalled();
});
