/**
 * What becomes of changes that were taken, decided in the transaction that takes them: switches, marks, agreement and values
 * are of one moment, and it is this one. Guarantees: no value that the rule withholds is in a plan.
 */

import { type FieldDefinition, getModuleById, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { namesFor } from '@/lib/crm/records/names';
import { type RecordDto, type RecordRow, recordColumns, serializeRecords } from '@/lib/crm/records/serialize';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, isId } from '@/lib/platform/ids';
import { coveringAgreements } from '@/lib/protection/agreements/covering';
import type { Connection } from '../connections/connection';
import type { AppRequest, Outbound } from '../connectors/connector';
import { type Flow, flowOf } from './fields';
import { inViewOf } from './in-view';
import type { Reason } from './reasons';
import { type Stays, whyItStays } from './standing';
import type { Taken } from './take';
import { emptiedOf, emptyValues, owedOf } from './take-back';
import { type Written, writeFor } from './values';

/** The record is sent, or its removal; or nothing is, for a reason. */
export type Plan =
  | {
      do: 'send';
      taken: Taken;
      flow: Flow;
      key: string;
      request: AppRequest;
      /** The same as a change of what the app turns out to have already, under this id. */
      asChange: (remoteId: string) => AppRequest;
      /** The app is asked about one record of its own, by the id that it gave. */
      isNamed: boolean;
      /** API names of the marked fields with a value that leave. */
      marked: string[];
      /** API names of the fields that it empties there, since the app may not have them any more. */
      emptied: string[];
      /** The app has more that it may not have, and there is no way to take it out. */
      leaves: boolean;
      tooLong: readonly string[];
    }
  | {
      do: 'remove';
      taken: Taken;
      flow: Flow;
      key: string;
      request: AppRequest;
      isNamed: boolean;
      why: 'deleted' | 'restricted' | 'field_stays';
    }
  | { do: 'nothing'; taken: Taken; flow: Flow | null; state: 'not_sent' | 'skipped' | 'failed'; reason: Reason };

interface Remote {
  recordId: Id;
  remoteId: string | null;
  isThere: boolean;
  /** API names of the fields that the app was let have and has still. */
  has: string[];
}

/** What the rule of this moment makes of changes of one connection. Writes nothing. */
export async function planAll(tx: Tx, ctx: Context, connection: Connection, taken: readonly Taken[]): Promise<Plan[]> {
  const metadata = await metadataOf(tx);
  const covered = (await coveringAgreements(tx, [connection])).has(connection.id);
  const plans: Plan[] = [];
  for (const moduleId of new Set(taken.map((one) => one.moduleId))) {
    const some = taken.filter((one) => one.moduleId === moduleId);
    const module = getModuleById(metadata, moduleId);
    const flow = flowOf(connection, module, { compliance: metadata.compliance, covered });
    if (!flow)
      plans.push(
        ...some.map((one): Plan => ({ do: 'nothing', taken: one, flow, state: 'skipped', reason: 'not_mapped' })),
      );
    else plans.push(...(await planModule(tx, ctx, { connection, module, flow }, some)));
  }
  return plans;
}

interface InModule {
  connection: Connection;
  module: ModuleDefinition;
  flow: Flow;
}

async function planModule(tx: Tx, ctx: Context, about: InModule, taken: readonly Taken[]): Promise<Plan[]> {
  const { connection, module, flow } = about;
  const ids = taken.map(({ recordId }) => recordId);
  const [rows, remotes, inView] = await Promise.all([
    tx.sql<RecordRow[]>`
      select ${recordColumns(tx)} from records where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) and deleted_at is null`,
    tx.sql<Remote[]>`
      select record_id as "recordId", remote_id as "remoteId", removed_at is null as "isThere",
        sent_marked as has
      from app_remotes
      where org_id = ${tx.orgId} and connection_id = ${connection.id} and record_id = any(${ids}::bigint[])`,
    inViewOf(tx, ctx, { module, viewId: flow.mapping.viewId }, ids),
  ]);
  const records = await serializeRecords(tx, ctx, { module, rows, clear: flow.clear });
  const names = await namesFor(tx, ctx, records, flow.clear);
  return taken.map((one) => {
    const record = records.find(({ id }) => id === one.recordId);
    const remote = remotes.find(({ recordId }) => recordId === one.recordId);
    return planOne({
      taken: one,
      flow,
      record,
      written: record && writeFor(record, flow, names),
      about: {
        settings: connection.settings,
        key: keyOf(one.id),
        recordId: one.recordId,
        module: module.apiName,
        at: one.createdAt,
        remoteId: remote?.remoteId ?? null,
      },
      isThere: remote?.isThere === true,
      // An earlier try may have arrived.
      has: [...(remote?.has ?? []), ...(one.sentFields ?? [])],
      isInView: inView.has(one.recordId),
    });
  });
}

const KEY = 'msg_';

/** The same in every repeat of a delivery, and no other's. */
export const keyOf = (deliveryId: Id): string => `${KEY}${deliveryId}`;

/** Which delivery a key may be of; null: of none. */
export function deliveryOf(key: string): Id | null {
  const id = key.slice(KEY.length);
  return key.startsWith(KEY) && isId(id) ? id : null;
}

interface One {
  taken: Taken;
  flow: Flow;
  /** Undefined: it is in the recycle bin, or gone. */
  record: RecordDto | undefined;
  written: Written | undefined;
  about: Omit<Outbound, 'values'> & { remoteId: string | null };
  /** The app has it. */
  isThere: boolean;
  /** API names of the fields that the app has. */
  has: readonly string[];
  isInView: boolean;
}

function planOne(one: One): Plan {
  const { taken, flow, record, written, isThere } = one;
  const { mapping } = flow;
  const nothing = (state: Stays['state'] | 'not_sent', reason: Reason): Plan => ({
    do: 'nothing',
    taken,
    flow,
    state,
    reason,
  });
  const isNotSent = flow.transfer === 'not_sent';
  const owed = isThere ? owedOf(flow, one.has) : [];
  const isToBeTakenBack = isThere && mapping.removeRestricted && (isNotSent || owed.length > 0);
  const restricted = isNotSent ? 'restricted' : 'field_stays';
  if (!record || !written) {
    if (!isThere) return nothing('skipped', 'never_sent');
    if (!mapping.acts.includes('delete'))
      return (isToBeTakenBack && removal(one, restricted)) || nothing('skipped', 'not_mapped');
    return removal(one, 'deleted') ?? nothing('skipped', 'app_cannot_remove');
  }
  if (isNotSent) return (isToBeTakenBack && removal(one, restricted)) || nothing('not_sent', 'needed_field_restricted');
  // One that asks for what the app has may wait though the app is to hear of no change.
  const isHeard = !isThere || taken.act !== 'change' || mapping.acts.includes('change');
  const stays = isHeard
    ? whyItStays({ flow, record, written, isInView: one.isInView })
    : ({ state: 'skipped', reason: 'not_mapped' } as const);
  const about = { ...one.about, values: written.values };
  const emptied = isToBeTakenBack && !stays ? emptiedOf(flow, owed, about) : [];
  const asked = isToBeTakenBack && emptied.length < owed.length ? removal(one, restricted) : null;
  if (asked) return asked;
  return stays ? nothing(stays.state, stays.reason) : sending(one, written, { owed, emptied });
}

/** Null: the app has no way to. */
function removal({ taken, flow, about }: One, why: 'deleted' | 'restricted' | 'field_stays'): Plan | null {
  const request = flow.appModule.remove?.(about);
  return request ? { do: 'remove', taken, flow, key: about.key, request, isNamed: about.remoteId !== null, why } : null;
}

function sending(
  { taken, flow, about, isThere }: One,
  written: Written,
  { owed, emptied }: { owed: readonly FieldDefinition[]; emptied: readonly FieldDefinition[] },
): Plan {
  const { appModule, pairs, clear } = flow;
  const outbound = { ...about, values: { ...written.values, ...emptyValues(flow, emptied) } };
  const isToldOf = (id: Id) => pairs.some(({ field, to }) => field.id === id && (written.values[to] ?? null) !== null);
  return {
    do: 'send',
    taken,
    flow,
    key: about.key,
    request: isThere ? appModule.change(outbound) : appModule.create(outbound),
    asChange: (remoteId: string) => appModule.change({ ...outbound, remoteId }),
    isNamed: isThere && about.remoteId !== null,
    marked: clear.filter((field) => field.marked && isToldOf(field.id)).map(({ apiName }) => apiName),
    emptied: emptied.map(({ apiName }) => apiName),
    leaves: emptied.length < owed.length,
    tooLong: written.tooLong,
  };
}
