import { render as draw } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { plainText } from "./markup";
import { dutchVoice, sentencesOf, Speech, type SpeechState, type Speed, SPEEDS, whenVoice } from "./speech";
import { remember, remembered } from "./site";
import type { Markup } from "./views";
import { words } from "./words";

interface ReadAloudProps {
  /** What is read, asked when the reading begins. */
  texts: () => string[];
  /** The name of the button, where "Lees voor" alone would not say what is read. */
  name?: string;
  /** Whether the button is a sign alone, for a line among many: its words are there for who does not see it, and it
   *  takes the speed that was chosen elsewhere. */
  isSmall?: boolean;
  /** Is told which text is read now; null if none is. */
  onText?: (place: number | null) => void;
}

/** A button that reads texts aloud with a Dutch voice of this device; nothing where there is no such voice. */
export function ReadAloud({ texts, name, isSmall = false, onText }: ReadAloudProps) {
  const [hasVoice, setVoice] = useState(() => dutchVoice() !== null);
  const [state, setState] = useState<SpeechState>("silent");
  const speech = useRef<Speech | null>(null);
  useEffect(() => whenVoice(() => setVoice(true)), []);
  useEffect(() => {
    const stop = () => speech.current?.stop();
    addEventListener("pagehide", stop);
    return () => {
      removeEventListener("pagehide", stop);
      stop();
    };
  }, []);
  if (!hasVoice) return null;

  const begin = () => {
    const parts = texts().map(sentencesOf);
    const textOf = parts.flatMap((sentences, text) => sentences.map(() => text));
    const changed = (now: SpeechState, place: number) => {
      setState(now);
      onText?.(now === "silent" ? null : (textOf[place] ?? null));
    };
    speech.current = new Speech(parts.flat(), changed, chosenSpeed());
    speech.current.play();
  };
  const press = () => {
    if (state === "speaking") speech.current?.pause();
    else if (state === "paused") speech.current?.play();
    else begin();
  };
  const { read, pause, go_on, stop, speed, speeds } = words.read_aloud;
  const label = { silent: read, speaking: pause, paused: go_on }[state];
  const isBusy = state !== "silent";
  const said = name ? `${label}: ${name}` : isSmall ? label : undefined;
  return (
    <span class="ssfh-read-aloud" role="group" aria-label={words.read_aloud.group}>
      <button type="button" class="ssfh-link" data-state={state} aria-label={said} onClick={press}>
        {!isSmall && label}
      </button>
      {isBusy && !isSmall && (
        <>
          <button type="button" class="ssfh-link" onClick={() => speech.current?.stop()}>
            {stop}
          </button>
          <select aria-label={speed} value={chosenSpeed()} onChange={({ currentTarget }) => choose(currentTarget.value as Speed)}>
            {Object.keys(SPEEDS).map((one) => (
              <option key={one} value={one}>
                {speeds[one as Speed]}
              </option>
            ))}
          </select>
        </>
      )}
    </span>
  );

  function choose(one: Speed): void {
    remember(COOKIE, one);
    speech.current?.change(one);
  }
}

/** The button beside one line of a story; whoever says it is named. */
export function ReadLine({ text, name }: { text: Markup; name?: string | undefined }) {
  return <ReadAloud isSmall texts={() => [plainText(text)]} {...(name ? { name } : {})} />;
}

const COOKIE = "ssfh_speed";

/** The speed that she chose before, on any page of this site. */
export function chosenSpeed(): Speed {
  const chosen = remembered(COOKIE);
  return Object.hasOwn(SPEEDS, chosen) ? (chosen as Speed) : "normal";
}

/** Draws the button in a place that has room for it, so that nothing moves. */
export function drawReadAloud(place: HTMLElement, props: ReadAloudProps): void {
  draw(<ReadAloud {...props} />, place);
}
