import { countedOf } from '@/components/apps/counted';
import { counted } from '@/components/ui/counted';
import type { RestrictionSwitch } from '@/lib/admin/settings/compliance/data-flow';
import type { ConnectionDto } from '@/lib/apps/connections/queries';

type Door = RestrictionSwitch['door'];

/** What would stop flowing to apps if their door were closed now, and what becomes of what they have: a sentence an app and module. Pure. */
export const stoppedBy = (connections: readonly ConnectionDto[], door: Door): string[] =>
  connections
    .filter(({ kind }) => kind === door)
    .flatMap(({ name, flows, counts }) => {
      const lines = flows.flatMap((flow) => {
        const lost = flow.fields.filter(({ marked, withheld }) => marked && !withheld);
        if (lost.length === 0) return [];
        const needed = lost.filter((one) => one.needed);
        const stops =
          needed.length > 0
            ? `${name} gets no ${flow.plural} any more: it cannot do without ${labels(needed)}.`
            : `${name} gets ${flow.plural} without ${labels(lost)}.`;
        return [`${stops} ${becomesOf(flow, lost, needed.length > 0)}`];
      });
      return lines.length > 0 && counts.sent > 0
        ? [...lines, `${name} was sent ${counted(counts.sent, 'change')} whole ${countedOf(counts).toLowerCase()}.`]
        : lines;
    });

type Flow = ConnectionDto['flows'][number];

/** Of what it got of them before. */
function becomesOf({ ofRecord }: Flow, lost: Flow['fields'], notSent: boolean): string {
  const stay = lost.filter(({ emptied }) => !emptied);
  if (!notSent && stay.length === 0) return 'What it got of that is emptied there.';
  if (ofRecord === 'kept')
    return stay.length < lost.length && !notSent
      ? `It keeps what it got of ${labels(stay)}; the rest of that is emptied there.`
      : 'It keeps what it got.';
  return notSent
    ? 'It is asked to remove those it has.'
    : `It is asked to remove those of which it got ${labels(stay)}, which cannot be emptied there.`;
}

/** What would begin to flow if it were opened: only where an agreement in force covers the app. Pure. */
export const startedBy = (connections: readonly ConnectionDto[], door: Door): string[] =>
  flowsThrough(connections, door).flatMap(({ name, agreement, flow: { plural, fields } }) => {
    const marked = fields.filter((one) => one.marked);
    if (marked.length === 0) return [];
    return agreement
      ? [`By the agreement with ${agreement.party}, ${name} gets ${labels(marked)} of ${plural}.`]
      : [`${name} still gets no ${labels(marked)} of ${plural}: no agreement in force covers it.`];
  });

const flowsThrough = (connections: readonly ConnectionDto[], door: Door) =>
  connections
    .filter(({ kind }) => kind === door)
    .flatMap(({ name, agreement, flows }) => flows.map((flow) => ({ name, agreement, flow })));

const labels = (fields: readonly { label: string }[]): string => fields.map(({ label }) => label).join(', ');
