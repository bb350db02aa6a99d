import { useEffect, useRef, useState } from "preact/hooks";
import { storyWords } from "./story_words";

/** A button that plays a recording. The text stands above it, so nothing is lost where it cannot be played. */
export function Sound({ address }: { address: string }) {
  const player = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState<"silent" | "playing" | "broken">("silent");
  useEffect(() => () => player.current?.pause(), []);
  const press = () => {
    if (state === "playing") return player.current?.pause();
    setState("playing");
    player.current?.play()?.catch(() => setState("broken"));
  };
  if (state === "broken") return <p class="ssfh-small" role="status">{storyWords.unheard}</p>;
  return (
    <div class="ssfh-not-printed">
      <audio ref={player} src={address} preload="none" onPause={() => setState("silent")} onError={() => setState("broken")} />
      <button type="button" class="ssfh-link ssfh-listen" onClick={press}>
        <span aria-hidden="true">{state === "playing" ? "■ " : "▶ "}</span>
        {state === "playing" ? storyWords.stop : storyWords.listen}
      </button>
    </div>
  );
}
