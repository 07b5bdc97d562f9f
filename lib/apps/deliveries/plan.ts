/**
 * What becomes of changes that were taken, decided in the transaction that takes them: switches, marks, agreement and values
 * are of one moment, and it is this one. Guarantees: no value that the rule withholds is in a plan.
 */

import { getModuleById, type ModuleDefinition } from '@/lib/crm/modules/definition';
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
import type { Taken } from './take';
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
      tooLong: readonly string[];
    }
  | {
      do: 'remove';
      taken: Taken;
      flow: Flow;
      key: string;
      request: AppRequest;
      isNamed: boolean;
      why: 'deleted' | 'restricted';
    }
  | { do: 'nothing'; taken: Taken; flow: Flow | null; state: 'not_sent' | 'skipped' | 'failed'; reason: Reason };

interface Remote {
  recordId: Id;
  remoteId: string | null;
  isThere: boolean;
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
      select record_id as "recordId", remote_id as "remoteId", removed_at is null as "isThere" from app_remotes
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
  isInView: boolean;
}

function planOne({ taken, flow, record, written, about, isThere, isInView }: One): Plan {
  const { appModule, mapping } = flow;
  const isNamed = about.remoteId !== null;
  const nothing = (state: 'not_sent' | 'skipped' | 'failed', reason: Reason): Plan => ({
    do: 'nothing',
    taken,
    flow,
    state,
    reason,
  });
  const removal = (why: 'deleted' | 'restricted'): Plan | null => {
    const request = appModule.remove?.(about);
    return request ? { do: 'remove', taken, flow, key: about.key, request, isNamed, why } : null;
  };
  if (!record || !written) {
    if (!isThere) return nothing('skipped', 'never_sent');
    if (!mapping.acts.includes('delete')) return nothing('skipped', 'not_mapped');
    return removal('deleted') ?? nothing('skipped', 'app_cannot_remove');
  }
  if (flow.transfer === 'not_sent') {
    const asked = isThere && mapping.removeRestricted ? removal('restricted') : null;
    return asked ?? nothing('not_sent', 'needed_field_restricted');
  }
  if (!isInView) return nothing('skipped', 'not_in_view');
  if (record.damaged) return nothing('failed', 'damaged');
  if (flow.unmapped.length > 0) return nothing('skipped', 'needed_field_gone');
  if (written.lacking.length > 0)
    return nothing('skipped', written.tooLong.length > 0 ? 'text_too_long' : 'needed_value_missing');
  const outbound = { ...about, values: written.values };
  const request = isThere ? appModule.change(outbound) : appModule.create(outbound);
  const isToldOf = (id: Id) =>
    flow.pairs.some(({ field, to }) => field.id === id && (written.values[to] ?? null) !== null);
  const marked = flow.clear.filter((field) => field.marked && isToldOf(field.id));
  const names = marked.map(({ apiName }) => apiName);
  const asChange = (remoteId: string) => appModule.change({ ...outbound, remoteId });
  return {
    do: 'send',
    taken,
    flow,
    key: about.key,
    request,
    asChange,
    isNamed: isThere && isNamed,
    marked: names,
    tooLong: written.tooLong,
  };
}
