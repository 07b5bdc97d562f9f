/**
 * Entries as OCSF events for a stream: ids and names of acts only. Pure.
 * Guarantees: what of an entry leaves is what `forms/streamed.ts` names, whatever the form has places for.
 */
import type { Entry } from '@/lib/protection/ledger/entry';
import { type OcsfEvent, ocsfOf } from '@/lib/protection/ledger/forms/ocsf';
import { placeOf, streamedOf } from '@/lib/protection/ledger/forms/streamed';
import type { Batch, PlacedEntry } from './read-batch';

/** Of these events, not of the program. */
const EVENTS_VERSION = '1';
const NAME = 'Careledger';

/** The events of a batch, in the ledger's order, and its checkpoint behind them. */
export function ocsfOfBatch({ entries, checkpoint }: Batch, host: string): OcsfEvent[] {
  const events = entries.map((one) => eventOf(one, host));
  if (checkpoint) events.push(baseEvent('checkpoint', null, { ...checkpoint }));
  return events;
}

/** What a test of the connection sends: an event of no entry. */
export const ocsfOfTest = (origin: string, at: Date, host: string): OcsfEvent =>
  baseEvent('test', at, { origin, host });

function eventOf({ entry, place, id }: PlacedEntry, host: string): OcsfEvent {
  const where = Object.fromEntries(placeOf({ ...place, id }));
  if (entry === null) return baseEvent('gone', null, where, place.sequence);
  const event = ocsfOf(idsOnly(entry), { version: EVENTS_VERSION, host: host || 'careledger' }, place.sequence);
  const { action, outcome, door } = streamedOf(entry, place);
  return { ...event, unmapped: { ...where, action, outcome, ...(door !== null && { door }) } };
}

/** The entry without what is not streamed. A form that wants a name gets the id. */
const idsOnly = (entry: Entry): Entry => ({
  ...entry,
  actorName: entry.actorId,
  ip: entry.actorKind === 'visitor' ? null : entry.ip,
  purpose: null,
  fields: [],
  facts: '{}',
  sealedDetail: null,
});

/** OCSF's Base Event, for what is no entry. */
const baseEvent = (code: string, at: Date | null, unmapped: object, sequence?: number): OcsfEvent => ({
  category_uid: 0,
  category_name: 'Uncategorized',
  class_uid: 0,
  class_name: 'Base Event',
  activity_id: 99,
  activity_name: code,
  type_uid: 99,
  type_name: `Base Event: ${code}`,
  severity_id: 1,
  severity: 'Informational',
  time: at?.getTime() ?? 0,
  metadata: {
    version: '1.9.0-dev',
    product: { name: NAME, vendor_name: NAME, version: EVENTS_VERSION },
    event_code: code,
    ...(sequence !== undefined && { sequence }),
  },
  unmapped,
});
