import { useUniqueId } from "../unique_id";
import type { PartView } from "../views";
import { hisWords } from "./his_words";

interface PartNavigationProps {
  parts: PartView[];
  shown: string | undefined;
  /** `isJump`: chosen with a button, so that the focus may move to the part. */
  onShow: (part: string, isJump: boolean) => void;
}

const GROUPS = ["contact", "record", "together"] as const;

/** The navigation between parts, in the blocks of the floor plan of a HIS: a column of buttons, or on a narrow screen a
 *  list that unfolds. */
export function PartNavigation({ parts, shown, onShow }: PartNavigationProps) {
  const id = useUniqueId();
  const groups = GROUPS.map((group) => ({
    name: hisWords.groups[group],
    parts: parts.filter((part) => part.group === group),
  })).filter((group) => group.parts.length > 0);
  return (
    <nav class="ssfh-his-nav" aria-label={hisWords.parts}>
      <div class="ssfh-his-narrow">
        <label for={id}>{hisWords.part}</label>
        <select id={id} value={shown} onChange={(event) => onShow(event.currentTarget.value, false)}>
          {groups.map((group) => (
            <optgroup key={group.name} label={group.name}>
              {group.parts.map((part) => (
                <option key={part.id} value={part.id}>
                  {part.label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      {groups.map((group) => (
        <div key={group.name} class="ssfh-his-wide">
          <p class="ssfh-small">{group.name}</p>
          <ul>
            {group.parts.map((part) => (
              <li key={part.id}>
                <button type="button" aria-current={part.id === shown ? "page" : undefined} onClick={() => onShow(part.id, true)}>
                  {part.label}
                  {part.records.length > 0 && <span aria-hidden="true">{part.records.length}</span>}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
