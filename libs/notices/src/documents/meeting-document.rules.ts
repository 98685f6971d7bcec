import { localDateOf } from '#calendar';
import type { AgendaView, MeetingView } from '../secretariat/meeting-queries.service.js';
import { DECISION_IN_WORDS, fingerprintLine, officerInWords } from './document-words.js';
import { fullDate } from '../words.js';

const aboutOf = ({ copy }: AgendaView): string | null =>
  copy &&
  `${copy.copy.document.number}，承办单位：${copy.copy.agency.nameZh}，事项：${copy.copy.notice.facts.project}（${copy.copy.notice.facts.place.text}）。`;

/** What `meeting-agenda.typ` reads. */
export function agendaData(
  { meeting, agenda }: MeetingView,
  issuer: string,
  fingerprint: string | null,
) {
  return {
    issuer,
    proof: fingerprintLine(fingerprint),
    time: `${fullDate(meeting.heldOn)}${meeting.startsAt}`,
    place: meeting.place,
    chair: meeting.chair,
    cause: meeting.cause,
    date: fullDate(meeting.heldOn),
    items: agenda.map((one) => ({
      title: one.item.title,
      about: aboutOf(one),
      decisions: one.decisions.map(
        ({ kind, reason, decidedAt }) =>
          `${fullDate(localDateOf(decidedAt))}已决定${DECISION_IN_WORDS[kind]}：${reason}`,
      ),
    })),
  };
}

/** What `meeting-minutes.typ` reads. */
export function minutesData(view: MeetingView, issuer: string, fingerprint: string | null) {
  const { meeting, agenda, corrections } = view;
  return {
    issuer,
    proof: fingerprintLine(fingerprint),
    number: meeting.minutesNumber ?? '（未编文号）',
    time: `${fullDate(meeting.heldOn)}${meeting.startsAt}`,
    place: meeting.place,
    chair: meeting.chair,
    cause: meeting.cause,
    attendees: meeting.attendees,
    date: fullDate(meeting.signedAt ? localDateOf(meeting.signedAt) : meeting.heldOn),
    items: agenda.map((one) => ({
      title: one.item.title,
      about: aboutOf(one),
      resolution: one.resolution?.text ?? null,
      task: taskOf(one),
    })),
    corrections: corrections.map(
      ({ text, documentNumber, person, correctedAt }) =>
        `${fullDate(localDateOf(correctedAt))}，${text}（${officerInWords(person)}，文号${documentNumber}）`,
    ),
  };
}

function taskOf({ resolution, assignees }: AgendaView): string | null {
  if (!resolution?.task) return null;
  const who = assignees.map(({ nameZh }) => nameZh).join('、');
  return `${who}${resolution.dueOn ? `于${fullDate(resolution.dueOn)}前` : ''}办理：${resolution.task}`;
}
