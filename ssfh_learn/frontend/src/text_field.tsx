import type { ComponentChildren } from "preact";
import type { Response } from "./responses";
import type { Session } from "./session";
import { useUniqueId } from "./unique_id";
import { useDraft } from "./use_draft";
import { countOf, words } from "./words";

const COUNT_FROM = 0.8;

interface TextFieldProps {
  session: Session;
  slot: string;
  label: ComponentChildren;
  stored: string;
  respond: (text: string) => Response;
  maxLength?: number | undefined;
  rows?: number;
  disabled?: boolean;
  isWide?: boolean;
}

/** A text field that saves itself: some time after the last key, when it loses the focus, and before any command. */
export function TextField({ session, slot, label, stored, respond, maxLength, rows = 4, disabled = false, isWide }: TextFieldProps) {
  const id = useUniqueId();
  const { value, type, field } = useDraft(session, slot, stored, respond);
  const isAlmostFull = maxLength !== undefined && value.length > maxLength * COUNT_FROM;
  return (
    <div class="ssfh-field" data-wide={isWide}>
      <label for={id}>{label}</label>
      <textarea
        {...field}
        id={id}
        rows={rows}
        disabled={disabled}
        maxLength={maxLength}
        value={value}
        aria-describedby={isAlmostFull ? `${id}-left` : undefined}
        onInput={(event) => type(event.currentTarget.value)}
      />
      {isAlmostFull && (
        <p class="ssfh-small" id={`${id}-left`}>
          {countOf(words.text_field.left, maxLength - value.length)}
        </p>
      )}
    </div>
  );
}
