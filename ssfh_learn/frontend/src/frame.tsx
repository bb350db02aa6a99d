import type { ComponentType } from "preact";
import { useEffect, useErrorBoundary, useReducer, useState } from "preact/hooks";
import { Confirm } from "./confirm";
import { HelpWanted } from "./help_wanted";
import type { KindProps } from "./kind_props";
import { kinds } from "./kinds";
import { Markup } from "./markup";
import type { AnyView } from "./model";
import type { Session, Status } from "./session";
import { useUniqueId } from "./unique_id";
import type { Frame, View } from "./views";
import { words } from "./words";

/** One activity with its title, notices, status and footer; where the page has the title too, nobody sees it twice. */
export function Activity({ session, isTitled = false }: { session: Session; isTitled?: boolean }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [isHelpWanted, wantHelp] = useState(false);
  const titleId = useUniqueId();
  useEffect(() => session.subscribe(() => redraw(undefined)), [session]);
  const { view, frame } = session;
  return (
    <section class={`ssfh-activity ssfh-${view.kind}${frame.wide ? " ssfh-wide" : ""}`} aria-labelledby={titleId}>
      <Header view={view} frame={frame} titleId={titleId} isTitled={isTitled} />
      <Notices notices={session.notices} />
      <Intro view={view} />
      <HelpWanted.Provider value={wantHelp}>
        <Body view={view} session={session} />
      </HelpWanted.Provider>
      <StatusLine status={session.status} />
      {frame.private && <PrivateLine session={session} />}
      {isHelpWanted && !frame.help && <HelpLink />}
      <Footer frame={frame} isHelpOpen={isHelpWanted} />
    </section>
  );
}

/** What is said before: of a test that has begun, the rules are there to be looked up and not above each question. */
function Intro({ view }: { view: AnyView }) {
  const { mode, phase } = view as { mode?: string; phase?: string };
  if (!view.intro) return null;
  if (mode !== "test" || phase === "ready") return <Markup value={view.intro} />;
  return (
    <details>
      <summary>{words.quiz.rules_again}</summary>
      <Markup value={view.intro} />
    </details>
  );
}

function Header({ view, frame, titleId, isTitled }: { view: AnyView; frame: Frame; titleId: string; isTitled: boolean }) {
  const kindNames: Record<string, string> = words.kinds;
  const name = (view as { mode?: string }).mode === "test" ? words.kinds.test : kindNames[view.kind];
  const label = [name, frame.practice ? words.frame.practice : null].filter(Boolean).join(" · ");
  return (
    <header class="ssfh-header">
      {label && <p class="ssfh-eyebrow">{label}</p>}
      <h2 id={titleId} class={isTitled ? "ssfh-unseen" : undefined}>
        {view.title}
      </h2>
    </header>
  );
}

function Body({ view, session }: KindProps<AnyView>) {
  const [error] = useErrorBoundary((cause) => console.error(cause));
  const Kind = Object.hasOwn(kinds, view.kind) ? kinds[view.kind as View["kind"]] : undefined;
  if (error) return <p class="ssfh-problem">{words.frame.broken}</p>;
  if (!Kind) return <p class="ssfh-problem">{words.frame.unknown_kind}</p>;
  const Drawn = Kind as ComponentType<KindProps<AnyView>>;
  return <Drawn view={view} session={session} />;
}

function Notices({ notices }: { notices: string[] }) {
  if (notices.length === 0) return null;
  return (
    <ul class="ssfh-notices" aria-label={words.frame.notices}>
      {notices.map((notice) => (
        <li key={notice}>{notice}</li>
      ))}
    </ul>
  );
}

const BUSY_AFTER = 600;

/** Says "busy" only after a while, so that a screen reader does not speak at every pause in typing. */
function StatusLine({ status }: { status: Status }) {
  const [shown, show] = useState(status);
  useEffect(() => {
    if (status.state !== "busy") return show(status);
    const timer = setTimeout(() => show(status), BUSY_AFTER);
    return () => clearTimeout(timer);
  }, [status.state, status.message]);
  return (
    <div class="ssfh-status" role="status" data-state={shown.state}>
      {shown.message && <span>{shown.message}</span>}
    </div>
  );
}

function PrivateLine({ session }: { session: Session }) {
  const { line, erase, confirm, yes, no } = words.private;
  return (
    <div class="ssfh-private ssfh-not-printed">
      <p>{line}</p>
      <Confirm look="danger" ask={erase} question={confirm} yes={yes} no={no} onYes={() => session.send({ kind: "erase" })} />
    </div>
  );
}

/** A page with a help sheet of its own opens it when this link is followed. */
function HelpLink() {
  return (
    <p>
      <a class="ssfh-button" href="#hulp">
        {words.frame.find_help}
      </a>
    </p>
  );
}

function Footer({ frame, isHelpOpen }: { frame: Frame; isHelpOpen: boolean }) {
  return (
    <footer class="ssfh-footer">
      {frame.help && (
        <details open={isHelpOpen}>
          <summary>{words.frame.help}</summary>
          <Markup value={frame.help} />
        </details>
      )}
      {frame.glossary.length > 0 && (
        <details>
          <summary>{words.frame.glossary}</summary>
          <dl>
            {frame.glossary.map(({ term, meaning }) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>
                  <Markup value={meaning} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {frame.about && (
        <details>
          <summary>{words.frame.about}</summary>
          <Markup value={frame.about} />
        </details>
      )}
    </footer>
  );
}
