/** Who gets what: a row for each door and each connection, for table, map and paper. Pure. */
import { countedOf } from '@/components/apps/counted';
import { counted } from '@/components/ui/counted';
import type { DoorFlow } from '@/lib/admin/settings/compliance/data-flow';
import type { ScannerFlow } from '@/lib/admin/settings/compliance/scanner-flow';
import type { ConnectionDto, ModuleFlow } from '@/lib/apps/connections/queries';
import type { FlowRow, Look } from './flow-row';
import { rowOfScanner } from './scanner-row';

const KIND = { zoho_app: 'Zoho app', third_party: 'Third party app' } as const;

/** The doors in their order; behind each door of apps those that are connected there; the file scanner last. */
export function flowRows(
  flow: readonly DoorFlow[],
  connections: readonly ConnectionDto[],
  scanner: ScannerFlow,
): FlowRow[] {
  const doors = flow.flatMap((door) => {
    const behind = connections.filter(({ kind }) => kind === door.door);
    return [rowOfDoor(door, behind.length), ...behind.map(rowOfApp)];
  });
  return [...doors, rowOfScanner(scanner)];
}

const LOOK_OF = { masked: 'without', withheld: 'closed', may_leave: 'whole' } as const;
const WORDS_OF = { masked: 'Masked until revealed', withheld: 'Withheld', may_leave: 'May leave' } as const;

function rowOfDoor(door: DoorFlow, apps: number): FlowRow {
  const { door: key, name, reaches, marked, direction, modules, sent, withheld, notSent, counts, times, lastAt } = door;
  const isOfApps = key === 'zoho_app' || key === 'third_party';
  return {
    ...{ key, name, href: null, kind: reaches, direction, modules, sent, withheld, lastAt },
    connected: isOfApps && apps > 0 ? `${counted(apps, 'app')} connected, below.` : door.connected,
    look: isOfApps && apps === 0 && marked !== 'withheld' ? 'resting' : LOOK_OF[marked],
    inWords: WORDS_OF[marked],
    notSent: [notSent],
    agreement: 'not asked',
    times: counts === null ? null : times,
    timesInWords: counts === null ? 'Not counted here' : `${times.toLocaleString('en-US')} ${counts}`,
  };
}

const IN_WORDS: Record<Look, string> = {
  whole: 'Whole',
  without: 'Without marked fields',
  closed: 'Closed: nothing is sent',
  resting: 'Nothing is sent now',
};

function rowOfApp(connection: ConnectionDto): FlowRow {
  const { id, name, kind, label, flows, counts, lastSentAt, agreement } = connection;
  const look = lookOf(connection);
  const outward = flows.filter(isOutward);
  const leaving = outward.filter(({ transfer }) => transfer !== 'not_sent');
  const went = counts.sent + counts.sentWithout;
  return {
    ...{ key: id, name, href: `/setup/apps/${id}`, kind: KIND[kind], look, inWords: IN_WORDS[look], agreement },
    connected: `${label}.`,
    direction: directionOf(flows),
    modules: flows.map(({ plural }) => plural).join(', ') || 'None',
    sent: labels(leaving, (field) => !field.withheld),
    withheld: labels(outward, (field) => field.withheld),
    notSent: notSentBy(connection),
    lastAt: lastSentAt,
    times: went,
    timesInWords: `${went.toLocaleString('en-US')} sent ${countedOf(counts).toLowerCase()}`,
  };
}

const isInward = ({ acts }: ModuleFlow): boolean => acts.includes('receive') || acts.includes('receive_delete');
/** One that only sends us records is sent none. */
const isOutward = ({ acts }: ModuleFlow): boolean =>
  acts.some((act) => act === 'create' || act === 'change' || act === 'delete');

function directionOf(flows: readonly ModuleFlow[]): FlowRow['direction'] {
  if (!flows.some(isInward)) return 'Out';
  return flows.some(isOutward) ? 'Out and in' : 'In';
}

function lookOf({ state, flows: all }: ConnectionDto): Look {
  const flows = all.filter(isOutward);
  if (state !== 'active' || flows.length === 0) return 'resting';
  if (flows.every(({ transfer }) => transfer === 'not_sent')) return 'closed';
  return flows.every(({ transfer }) => transfer === 'whole') ? 'whole' : 'without';
}

function notSentBy({ state, flows, counts, stillThere }: ConnectionDto): string[] {
  const kept = flows.filter((flow) => isOutward(flow) && flow.transfer === 'not_sent');
  return [
    ...(state === 'active' ? [] : [STATE_WORDS[state]]),
    ...kept.map(({ plural, fields }) => {
      const missed = fields.filter((one) => one.needed && one.withheld).map(({ label }) => label);
      return `${plural}: it cannot do without ${missed.join(', ')}.`;
    }),
    ...(counts.notSent > 0
      ? [`${counted(counts.notSent, 'change')} not sent ${countedOf(counts).toLowerCase()}.`]
      : []),
    ...stillThere.map(stillThereInWords),
  ];
}

const STATE_WORDS = {
  paused: 'All, while it is paused.',
  suspended: 'All, while it is suspended.',
  changed: 'All: it was changed outside Careledger.',
  ended: 'All: it is disconnected.',
} as const;

/** What an app has and may not have: "It got Email of 12 Contacts before, …". */
export const stillThereInWords = ({
  plural,
  records,
  atLeast,
  fields,
  removal,
}: ConnectionDto['stillThere'][number]): string => {
  const count = `${atLeast ? 'at least ' : ''}${records.toLocaleString('en-US')}`;
  return `It got ${fields.join(', ')} of ${count} ${plural} before, and may not have it any more: ${BECOMES[removal]}.`;
};

const BECOMES = {
  removed: 'it is asked to remove them',
  emptied: 'it is emptied there',
  kept: 'it keeps what it got',
} as const;

const labels = (flows: readonly ModuleFlow[], which: (field: ModuleFlow['fields'][number]) => boolean): string =>
  [...new Set(flows.flatMap(({ fields }) => fields.filter(which).map(({ label }) => label)))].join(', ') || 'None';
