import type { ComponentChildren } from "preact";
import type { SaidView, StoryLineView } from "../views";

type Name = NonNullable<StoryLineView["portrait"]>;
type Mood = SaidView["mood"];

interface Looks {
  skin: string;
  hair: string;
  clothes: string;
  /** Behind the head, and over it. */
  back?: ComponentChildren;
  front?: ComponentChildren;
}

const cap = <path d="M18 28Q16 11 32 11T46 28Q44 21 39 19Q31 22 24 18Q20 21 18 28Z" />;
const fringe = <path d="M18 29Q16 11 33 11T46 29Q45 22 41 19Q31 25 24 20Q20 23 18 29Z" />;
const glasses = (
  <g fill="none" stroke="#2f3437" stroke-width="1.5">
    <circle cx="26.5" cy="29" r="4.6" />
    <circle cx="37.5" cy="29" r="4.6" />
    <path d="M31 29h2" />
  </g>
);

/** Everybody that we drew, by hand, on a square of 64. They have nothing in common with people who exist. */
const people: Record<Exclude<Name, "onbekend">, Looks> = {
  amina: {
    skin: "#d9a67e", hair: "#2f7f86", clothes: "#245f66",
    back: <path d="M15 52Q11 8 32 8T49 52Q42 58 32 58T15 52Z" />,
    front: <path d="M18 28Q19 12 32 12T46 28Q46 18 40 15T24 15Q18 19 18 28ZM19 34Q22 47 32 47T45 34Q48 50 32 55Q16 50 19 34Z" />,
  },
  bram: {
    skin: "#f0c9a8", hair: "#a9adb0", clothes: "#5b6b8c",
    front: <><path d="M18 27Q18 13 32 12T46 27L43 22Q38 17 32 19T21 22Z" /><path d="M25 36Q28 33 32 35.500Q36 33 39 36Q36 38 32 37T25 36Z" /></>,
  },
  corrie: {
    skin: "#f3cfb3", hair: "#d8d8d3", clothes: "#8a5a83",
    back: <g><circle cx="19" cy="24" r="7" /><circle cx="45" cy="24" r="7" /><circle cx="18" cy="33" r="5" /><circle cx="46" cy="33" r="5" /></g>,
    front: <><g><circle cx="22" cy="17" r="6" /><circle cx="32" cy="14" r="6.5" /><circle cx="42" cy="17" r="6" /></g>{glasses}</>,
  },
  dewi: {
    skin: "#dcae85", hair: "#2b211d", clothes: "#b4531a",
    back: <path d="M16 44Q12 10 32 10T48 44Q43 46 41 42H23Q21 46 16 44Z" />,
    front: fringe,
  },
  fleur: {
    skin: "#f5d3b8", hair: "#d9aa4f", clothes: "#3f7d58",
    back: <path d="M42 14Q57 16 54 38Q52 44 49 40Q51 28 42 22Z" />,
    front: cap,
  },
  imani: {
    skin: "#8a5a3c", hair: "#231a17", clothes: "#c2852a",
    back: <circle cx="32" cy="23" r="18.5" />,
    front: <><path d="M19 26Q20 15 32 15T45 26Q40 19 32 20T19 26Z" /><g fill="#e8c45a"><circle cx="19.5" cy="36" r="2" /><circle cx="44.5" cy="36" r="2" /></g></>,
  },
  lin: {
    skin: "#eec39a", hair: "#1f1d20", clothes: "#6a5aa0",
    back: <circle cx="32" cy="9" r="5.5" />,
    front: fringe,
  },
  emre: {
    skin: "#d9a579", hair: "#2a201b", clothes: "#3d4c57",
    front: <>{cap}<path d="M19 31Q20 45 32 46T45 31Q43 37 39 36Q32 33 25 36Q21 37 19 31Z" /></>,
  },
  glenn: {
    skin: "#6f452d", hair: "#1c1512", clothes: "#2f6f8f",
    front: <path d="M19 26Q18 13 32 13T45 26Q43 19 32 19T19 26Z" />,
  },
  hendrik: {
    skin: "#eec4a3", hair: "#8b7a66", clothes: "#7a4f3a",
    front: <><path d="M18 33Q16 25 20 22Q19 28 21 33ZM46 33Q48 25 44 22Q45 28 43 33Z" />{glasses}</>,
  },
  joris: {
    skin: "#f6d2b5", hair: "#b5522a", clothes: "#4a7a46",
    front: (
      <>
        <path d="M18 27Q15 14 25 12Q33 7 41 12Q49 16 46 27Q44 20 38 19L34 16L31 20Q24 18 18 27Z" />
        <g fill="#c98a63"><circle cx="24" cy="34" r=".8" /><circle cx="27" cy="35" r=".8" /><circle cx="37" cy="35" r=".8" /><circle cx="40" cy="34" r=".8" /></g>
      </>
    ),
  },
  ravi: {
    skin: "#a8714a", hair: "#57524e", clothes: "#8a3f3f",
    front: <>{cap}{glasses}<path d="M27 36.500Q32 34 37 36.500Q32 38 27 36.500Z" /></>,
  },
};

const BROWS = { good: "M23 24Q26 22.5 29 24M35 24Q38 22.5 41 24", middle: "M23 24H29M35 24H41", bad: "M23 22.500L29 25M35 25L41 22.5" };
const MOUTHS = { good: "M27 38.500Q32 43 37 38.5", middle: "M28 40H36", bad: "M27 41.500Q32 37.5 37 41.5" };

/** Somebody of a story, whose face follows the mood. Her name stands beside it in words, so screen readers skip it. */
export function Portrait({ name, mood }: { name: Name; mood: Mood }) {
  if (name === "onbekend") return <Unseen />;
  const { skin, hair, clothes, back, front } = people[name];
  return (
    <svg class="ssfh-portrait" viewBox="0 0 64 64" aria-hidden="true" data-mood={mood}>
      <circle cx="32" cy="32" r="32" class="ssfh-portrait-ground" />
      <g fill={hair}>{back}</g>
      <path d="M9 64Q10 48 27 46H37Q54 48 55 64Z" fill={clothes} />
      <path d="M27 38H37V47Q32 51 27 47Z" fill={skin} />
      <ellipse cx="32" cy="29.5" rx="13" ry="15" fill={skin} />
      <g fill={hair}>{front}</g>
      <g fill="none" stroke="#2a211d" stroke-width="1.6" stroke-linecap="round">
        <path d={BROWS[mood]} />
        <path d={MOUTHS[mood]} />
        <path d="M32 30.500L31 34H33" stroke-width="1" />
      </g>
      <g fill="#2a211d">
        <circle cx="26.5" cy="29" r="1.5" />
        <circle cx="37.5" cy="29" r="1.5" />
      </g>
    </svg>
  );
}

/** Somebody whom nobody sees in the story: an outline, without a face that could have a mood. */
function Unseen() {
  return (
    <svg class="ssfh-portrait" viewBox="0 0 64 64" aria-hidden="true">
      <circle cx="32" cy="32" r="32" class="ssfh-portrait-ground" />
      <g class="ssfh-portrait-unseen">
        <ellipse cx="32" cy="28" rx="12" ry="14" />
        <path d="M10 58Q12 46 27 45H37Q52 46 54 58Q44 64 32 64T10 58Z" />
      </g>
    </svg>
  );
}
