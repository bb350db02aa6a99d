import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useUniqueId } from "../unique_id";
import type { AgendaDayView, AgendaView, BookingView, PartView, RecordView } from "../views";
import { countOf, fill } from "../words";
import { ArrowKeys } from "./arrow_keys";
import { hisWords } from "./his_words";

const MOST_DAYS = 5;

type Values = RecordView["values"];

interface AgendaProps {
  part: PartView;
  agenda: AgendaView;
  /** The appointment that is open in the form, or null. */
  editing: string | null;
  /** The appointment that was added or changed just now. */
  fresh: string | undefined;
  /** Opens the form for a free slot, with its day, time and person filled in; `opener` names the slot. */
  onPick: (start: Values, opener: string) => void;
  onChange: (record: string) => void;
}

/** The agenda of one person as columns of days: five or three next to each other, or one on a phone. */
export function Agenda({ part, agenda, editing, fresh, onPick, onChange }: AgendaProps) {
  const { days, sessions, booked } = agenda;
  const people = part.fields.find(({ id }) => id === agenda.who_field)?.options ?? [];
  const [who, choose] = useState(people[0]?.id ?? "");
  const [first, setFirst] = useState(0);
  const [session, see] = useState(0);
  const table = useRef<HTMLTableElement>(null);
  const shown = days.slice(first, first + MOST_DAYS);
  const { times } = sessions[session]!;
  const [at, moveTo] = useState("");
  const go = (place: number) => {
    setFirst(place);
    moveTo(""); // that slot may be in no column now, and the Tab key would find none
  };
  const start = `${shown[0]?.date} ${times[0]}`;
  const isThere = shown.some(({ date }) => at.startsWith(date)) && times.some((time) => at.endsWith(time));

  useLayoutEffect(() => {
    const news = booked.find(({ record }) => record === fresh);
    if (!news) return;
    choose(news.who);
    see(sessions.findIndex((one) => one.times.includes(news.slots[0]!)));
    const column = table.current!.querySelector(`[data-date="${news.date}"]`);
    if (!column?.getClientRects().length) go(days.findIndex(({ date }) => date === news.date));
  }, [fresh]);

  const { agenda_how, agenda_session, time } = hisWords;
  return (
    <div class="ssfh-his-agenda">
      <div class="ssfh-his-agenda-bar">
        <Choice label={hisWords.agenda_who} value={who} options={people.map(({ id, text }) => [id, text])} onChoose={choose} />
        <DayChoice days={days} first={first} onGo={go} />
        <div class="ssfh-his-sessions" role="group" aria-label={agenda_session}>
          {sessions.map(({ label }, place) => (
            <button key={label} type="button" class="ssfh-button" aria-pressed={place === session} onClick={() => see(place)}>
              {label}
            </button>
          ))}
        </div>
      </div>
      {part.can_add && <p class="ssfh-small">{agenda_how}</p>}
      <p class="ssfh-unseen" aria-live="polite">
        {shown[0]?.label}, {sessions[session]!.label}
      </p>
      <div class="ssfh-his-columns">
        <ArrowKeys table={table} label={fill(hisWords.agenda_of, { who: people.find(({ id }) => id === who)?.text ?? "" })} onReach={moveTo}>
          <thead>
            <tr>
              <th scope="col">
                <span class="ssfh-unseen">{time}</span>
              </th>
              {shown.map(({ date, label }) => (
                <th key={date} scope="col" data-date={date}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {times.map((time) => (
              <tr key={time}>
                <th scope="row">{time}</th>
                {shown.map((day) => (
                  <Slot
                    key={day.date}
                    day={day}
                    time={time}
                    part={part}
                    taken={booked.filter((one) => one.date === day.date && one.who === who && one.slots.includes(time))}
                    isReached={`${day.date} ${time}` === (isThere ? at : start)}
                    editing={editing}
                    fresh={fresh}
                    onPick={(opener) => onPick({ [agenda.date_field]: day.date, [agenda.time_field]: time, [agenda.who_field]: who }, opener)}
                    onChange={onChange}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </ArrowKeys>
      </div>
    </div>
  );
}

interface SlotProps extends Pick<AgendaProps, "part" | "editing" | "fresh" | "onChange"> {
  day: AgendaDayView;
  time: string;
  taken: BookingView[];
  isReached: boolean;
  onPick: (opener: string) => void;
}

/** Ten minutes of one day: free, the begin of an appointment, or in the middle of one. */
function Slot({ day, time, part, taken, isReached, editing, fresh, onPick, onChange }: SlotProps) {
  const { free, busy } = hisWords;
  const opener = `${day.date} ${time}`;
  const reach = { "data-at": opener, tabIndex: isReached ? 0 : -1 };
  if (taken.length === 0 && !part.can_add) return <td />;
  if (taken.length === 0) {
    return (
      <td>
        <button type="button" class="ssfh-his-free" data-opens={opener} {...reach} onClick={() => onPick(opener)}>
          <span class="ssfh-unseen">
            {day.label}, {time}:
          </span>{" "}
          {free}
        </button>
      </td>
    );
  }
  const begun = taken.filter(({ slots }) => slots[0] === time);
  return (
    <td data-taken>
      {begun.map((booking) => (
        <Booked key={booking.record} part={part} booking={booking} editing={editing} fresh={fresh} reach={reach} onChange={onChange} />
      ))}
      {begun.length === 0 && <span class="ssfh-small">{busy}</span>}
    </td>
  );
}

interface BookedProps extends Pick<SlotProps, "part" | "editing" | "fresh" | "onChange"> {
  booking: BookingView;
  reach: object;
}

function Booked({ part, booking, editing, fresh, reach, onChange }: BookedProps) {
  const record = part.records.find(({ id }) => id === booking.record)!;
  const [date, time] = ["date", "time"].map((kind) => record.shown[part.fields.find(({ type }) => type === kind)!.id]);
  const text = (
    <>
      <span class="ssfh-strong">{booking.name}</span>
      <span class="ssfh-small">
        {time !== booking.slots[0] && (
          <>
            <span>{time},</span>{" "}
          </>
        )}
        <span>{booking.birth},</span> <span>{countOf(hisWords.lasts, booking.minutes)}</span>
      </span>
    </>
  );
  const marks = { "data-editing": booking.record === editing, "data-fresh": booking.record === fresh };
  if (!part.can_change) {
    return (
      <div class="ssfh-his-booked" {...marks}>
        {text}
      </div>
    );
  }
  return (
    <button type="button" class="ssfh-his-booked" data-opens={record.id} {...marks} {...reach} onClick={() => onChange(record.id)}>
      <span class="ssfh-unseen">{fill(hisWords.change_named, { name: `${date}, ${time}` })}, </span>
      {text}
    </button>
  );
}

function DayChoice({ days, first, onGo }: { days: AgendaDayView[]; first: number; onGo: (first: number) => void }) {
  const { day_before, day_after, day } = hisWords;
  const last = days.length - 1;
  return (
    <div class="ssfh-his-days">
      {/* A button that is disabled would lose the focus at the first and the last day. */}
      <button type="button" class="ssfh-button" aria-label={day_before} aria-disabled={first === 0} onClick={() => onGo(Math.max(first - 1, 0))}>
        ‹
      </button>
      <Choice label={day} value={`${first}`} options={days.map(({ label }, place) => [`${place}`, label])} onChoose={(place) => onGo(Number(place))} />
      <button type="button" class="ssfh-button" aria-label={day_after} aria-disabled={first === last} onClick={() => onGo(Math.min(first + 1, last))}>
        ›
      </button>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: [string, string][];
  onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useUniqueId();
  return (
    <div class="ssfh-field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
