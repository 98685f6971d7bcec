import type { AuditEntry } from '#access';
import type { NamedSubject } from '#notices';
import type { ConsoleContext } from '../console-frame.js';

type Recorded = Pick<AuditEntry, 'act' | 'subject'>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What stands in an address where its route has a parameter; a subject that is no address is its own. */
function valuesIn({ act, subject }: Recorded): string[] {
  if (!act.startsWith('/') || !subject.startsWith('/')) return [subject].filter(Boolean);
  const parts = subject.split('/');
  return act
    .split('/')
    .flatMap((part, index) => (part.startsWith(':') ? [parts[index] ?? ''] : []))
    .filter(Boolean);
}

/** The ids that may be worth a name. */
export const idsIn = (entry: Recorded): string[] => valuesIn(entry).filter((text) => ID.test(text));

/** On what something was done: by name, where it has one, else as the record has it. */
export function Subject(props: {
  entry: Recorded;
  named: Map<string, NamedSubject>;
  context: ConsoleContext;
}) {
  const { entry, named, context } = props;
  const values = valuesIn(entry);
  const [first] = values.flatMap((value) => named.get(value) ?? []);
  if (!first) return <span class="digest">{values.join(' ')}</span>;
  const name = context.pick(first);
  // Operators see the technical side alone: a notice or a meeting is not theirs to open.
  if (context.officer.role !== 'auditor') return <>{name}</>;
  const href =
    'notice' in first.page
      ? `/console/notices/${first.page.notice}`
      : `/console/meetings/${first.page.meeting}`;
  return <a href={href}>{name}</a>;
}
