import { useLayoutEffect, useRef } from "preact/hooks";
import { useUniqueId } from "../unique_id";
import type { FieldView } from "../views";
import { countOf, words } from "../words";
import { hisWords } from "./his_words";

const COUNT_FROM = 0.8;

interface FormFieldProps {
  field: FieldView;
  value: string;
  isMissing: boolean;
  onInput: (value: string) => void;
}

/** One field of a record, with a native control for its type. */
export function FormField({ field, value, isMissing, onInput }: FormFieldProps) {
  const id = useUniqueId();
  const isWritten = field.type === "long" || field.type === "text"; // nobody reads it but the learner
  const isAlmostFull = isWritten && value.length > field.max_length * COUNT_FROM;
  const described = [isMissing && `${id}-missing`, isAlmostFull && `${id}-left`].filter(Boolean).join(" ");
  const control = {
    id,
    name: field.id,
    value,
    required: field.required,
    "aria-invalid": isMissing,
    "aria-describedby": described || undefined,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  };
  return (
    <div class="ssfh-field" data-type={field.type}>
      <label for={id}>
        {field.label} {field.required && <span class="ssfh-small">{hisWords.required}</span>}
        {field.is_judged && <span class="ssfh-small">{isWritten ? hisWords.is_needed : hisWords.is_judged}</span>}
      </label>
      <Control field={field} value={value} control={control} />
      {isMissing && (
        <p class="ssfh-his-missing" id={`${id}-missing`}>
          {hisWords.fill_in}
        </p>
      )}
      {isAlmostFull && (
        <p class="ssfh-small" id={`${id}-left`}>
          {countOf(words.text_field.left, field.max_length - value.length)}
        </p>
      )}
    </div>
  );
}

function Control({ field, value, control }: { field: FieldView; value: string; control: object }) {
  switch (field.type) {
    case "choice":
    case "patient":
      return (
        <select {...control}>
          <option value="">{hisWords.choose}</option>
          {field.options?.map(({ id, text }) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </select>
      );
    case "long":
      return <GrowingText control={control} value={value} maxLength={field.max_length} />;
    case "time":
    case "date":
      return <input {...control} type={field.type} />;
    case "number":
      return <input {...control} type="text" inputMode="decimal" maxLength={field.max_length} />;
    default:
      return <input {...control} type="text" maxLength={field.max_length} />;
  }
}

/** A text field as high as its text. A browser that knows `field-sizing` does that itself, without moving the page. */
function GrowingText({ control, value, maxLength }: { control: object; value: string; maxLength: number }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const { style } = field.current!;
    if ("fieldSizing" in style) return;
    style.height = "auto";
    const { scrollHeight, offsetHeight, clientHeight } = field.current!;
    style.height = `${scrollHeight + offsetHeight - clientHeight}px`;
  }, [value]);
  return <textarea {...control} ref={field} rows={2} maxLength={maxLength} />;
}
