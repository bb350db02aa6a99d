import type { MultipleResponseView } from "../views";
import { countOf, words } from "../words";
import { type QuestionProps, useAnswer } from "./answering";
import { QuestionFieldset } from "./fieldset";
import { OptionList } from "./option_list";

export function MultipleResponse({ question, session }: QuestionProps<MultipleResponseView>) {
  const [answer, give] = useAnswer<string[]>(session, question);
  const chosen = answer ?? [];
  const choose = (id: string, isChosen: boolean) =>
    give(question.options.map((option) => option.id).filter((one) => (one === id ? isChosen : chosen.includes(one))));
  return (
    <QuestionFieldset question={question} note={noteFor(question.choose)}>
      <OptionList
        type="checkbox"
        options={question.options}
        chosen={chosen}
        choose={choose}
        feedback={question.feedback}
        vocabulary="several"
      />
    </QuestionFieldset>
  );
}

function noteFor(count: number | null): string {
  if (count === null) return words.multiple_response.choose_any;
  return countOf(words.multiple_response.choose, count, { count: words.numbers[count] ?? count });
}
