import { useContext, useEffect } from "preact/hooks";
import { Bar } from "./bar";
import { CardActions } from "./card_actions";
import { useFocusOnChange } from "./focus";
import { HelpWanted } from "./help_wanted";
import type { KindProps } from "./kind_props";
import { Markup, plainText } from "./markup";
import { NothingFilledIn } from "./nothing_filled_in";
import { OneByOne } from "./one_by_one";
import { answerTo, ScaleAnswer } from "./scale_answer";
import type { AssessmentResultView, SelfAssessmentView, SubscaleView } from "./views";
import { countOf, fill, list, mean, words } from "./words";

/** Statements with a scale, and their combined outcome at the end; never a grade. */
export function SelfAssessment({ view, session }: KindProps<SelfAssessmentView>) {
  const heading = useFocusOnChange<HTMLHeadingElement>(`${view.phase} ${view.round}`);
  const title = view.phase === "result" ? words.self_assessment.result : words.self_assessment.statements;
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {view.result ? <Result view={view} session={session} result={view.result} /> : <Statements view={view} session={session} />}
    </>
  );
}

function Statements({ view, session }: KindProps<SelfAssessmentView>) {
  return (
    <>
      <p>{words.self_assessment.how}</p>
      <OneByOne
        items={view.items}
        isAnswered={(item) => answerTo(item, session) !== null}
        draw={(item, index, next) => <Statement key={item.id} item={item} number={index + 1} view={view} session={session} next={next} />}
        end={
          <>
            <p class="ssfh-list-only">{countOf(words.self_assessment.progress, view.total, { answered: view.answered, total: view.total })}</p>
            <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "finish" })}>
              {words.self_assessment.finish}
            </button>
          </>
        }
      />
    </>
  );
}

interface StatementProps extends KindProps<SelfAssessmentView> {
  item: SelfAssessmentView["items"][number];
  number: number;
  next: (() => void) | undefined;
}

function Statement({ item, number: place, view, session, next }: StatementProps) {
  return (
    <fieldset class="ssfh-fieldset ssfh-statement" tabIndex={next ? -1 : undefined}>
      <legend>
        <span class="ssfh-small">{fill(words.self_assessment.place, { number: place, total: view.total })}</span>
        <Markup value={item.text} inline />
      </legend>
      <ScaleAnswer item={item} scale={view.scale} notApplicable={words.self_assessment.not_applicable} session={session} onChosen={next} />
    </fieldset>
  );
}

function Result({ view, session, result }: KindProps<SelfAssessmentView> & { result: AssessmentResultView }) {
  const wantHelp = useContext(HelpWanted);
  useEffect(() => wantHelp(result.show_help), [result.show_help]);
  if (view.answered === 0) return <NothingFilledIn session={session} text={words.self_assessment.nothing} button={words.self_assessment.fill_in} />;
  return (
    <>
      <p>{words.self_assessment.no_grade}</p>
      {result.show_help && <p class="ssfh-coaching">{words.self_assessment.help}</p>}
      <ul class="ssfh-subscales">
        {result.subscales.map((subscale) => (
          <SubscaleResult key={subscale.id} subscale={subscale} result={result} />
        ))}
      </ul>
      <p class="ssfh-small">{bandsText(result)}</p>
      <CardActions title={view.title} lines={() => linesOf(result)} />
      <div class="ssfh-buttons">
        <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "reopen" })}>
          {words.self_assessment.reopen}
        </button>
        <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "begin_again" })}>
          {words.self_assessment.begin_again}
        </button>
      </div>
    </>
  );
}

function SubscaleResult({ subscale, result }: { subscale: SubscaleView; result: AssessmentResultView }) {
  return (
    <li>
      <h4>{subscale.name}</h4>
      <p>{outcomeText(subscale, result)}</p>
      {subscale.mean !== null && (
        <Bar value={subscale.mean} minimum={0} maximum={result.maximum} mark={subscale.before} />
      )}
      {subscale.before !== null && <p>{beforeText(subscale)}</p>}
      <Markup value={subscale.advice} />
    </li>
  );
}

function outcomeText({ mean: value, band }: SubscaleView, { maximum }: AssessmentResultView): string {
  if (value === null) return words.self_assessment.too_few;
  const values = { mean: mean(value), maximum, band: band?.name ?? "" };
  return fill(band ? words.self_assessment.outcome_band : words.self_assessment.outcome, values);
}

function beforeText({ mean: now, before }: SubscaleView): string {
  if (before === null) return "";
  if (now === null) return fill(words.self_assessment.before_only, { before: mean(before) });
  return fill(words.self_assessment.before_now, { before: mean(before), now: mean(now) });
}

function bandsText({ bands }: AssessmentResultView): string {
  const named = bands.map((band) => fill(words.self_assessment.band, { from: mean(band.from), to: mean(band.to), name: band.name }));
  return fill(words.self_assessment.bands, { bands: list(named) });
}

function linesOf(result: AssessmentResultView): string[] {
  return result.subscales.flatMap((subscale) => [
    subscale.name,
    outcomeText(subscale, result),
    beforeText(subscale),
    plainText(subscale.advice),
    "",
  ]);
}
