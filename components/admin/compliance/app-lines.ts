import { countedOf } from '@/components/apps/counted';
import { counted } from '@/components/ui/counted';
import type { RestrictionSwitch } from '@/lib/admin/settings/compliance/data-flow';
import type { ConnectionDto } from '@/lib/apps/connections/queries';

type Door = RestrictionSwitch['door'];

/** What would stop flowing to apps if their door were closed now, a sentence an app and module, and what they were sent. Pure. */
export const stoppedBy = (connections: readonly ConnectionDto[], door: Door): string[] =>
  connections
    .filter(({ kind }) => kind === door)
    .flatMap(({ name, flows, counts }) => {
      const lines = flows.flatMap(({ plural, fields }) => {
        const lost = fields.filter(({ marked, withheld }) => marked && !withheld);
        if (lost.length === 0) return [];
        const needed = lost.filter((one) => one.needed);
        return needed.length > 0
          ? [`${name} gets no ${plural} any more: it cannot do without ${labels(needed)}.`]
          : [`${name} gets ${plural} without ${labels(lost)}.`];
      });
      return lines.length > 0 && counts.sent > 0
        ? [
            ...lines,
            `${name} was sent ${counted(counts.sent, 'change')} whole ${countedOf(counts).toLowerCase()}. It keeps what it got.`,
          ]
        : lines;
    });

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
