import { Markup } from "../markup";
import { ReadLine } from "../read_aloud";
import type { StoryLineView, SaidView } from "../views";
import { fill } from "../words";
import { Portrait } from "./portrait";
import { Sound } from "./sound";
import { storyWords } from "./story_words";

/** The lines of one text: bubbles of whoever speaks, and what is told between them. */
export function Said({ said }: { said: SaidView }) {
  return (
    <>
      {said.lines.map((line, index) => (
        <Line key={index} line={line} said={said} isNewSpeaker={line.speaker !== said.lines[index - 1]?.speaker} />
      ))}
      {said.sound && <Sound address={said.sound} />}
    </>
  );
}

function Line({ line, said, isNewSpeaker }: { line: StoryLineView; said: SaidView; isNewSpeaker: boolean }) {
  if (!line.speaker || !line.portrait) {
    return (
      <div class="ssfh-narration">
        <Markup value={line.text} />
        <ReadLine text={line.text} />
      </div>
    );
  }
  return (
    <div class="ssfh-theirs">
      {isNewSpeaker && <Portrait name={line.portrait} mood={said.mood} />}
      <div class="ssfh-bubble">
        <p class={isNewSpeaker ? "ssfh-speaker" : "ssfh-unseen"}>{fill(storyWords.says, { name: line.speaker })}</p>
        <Markup value={line.text} />
        <ReadLine text={line.text} name={line.speaker} />
      </div>
    </div>
  );
}
