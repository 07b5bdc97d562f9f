/**
 * Records that look the same and are not: told apart, whatever becomes of their values, until another joins them. Kept is a
 * keyed digest of their ids, and the event counts them, so that whoever reads the database learns no equality from it.
 */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { requestDigest } from '@/lib/platform/crypto/request-digest';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { mutate, unchanged } from '@/lib/protection/mutate';
import type { Together } from './schemas';
import { mergeableModule } from './start';

/** A record as the person saw it. */
interface Seen {
  id: Id;
  version: number;
}

/** Tells records apart. @throws forbidden; not_found; conflict when one was changed since the person saw it */
export function tellApart(ctx: Context, { module: name, records }: Together): Promise<void> {
  const attempt = { action: 'duplicates.tell_apart', module: name } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = await lookedAt(tx, ctx, name, records);
    const told = await tx.sql`
      insert into told_apart (org_id, module_id, digest, told_by, told_at)
      values (${tx.orgId}, ${module.id}, ${digestOf(await keysOf(tx), module, records)}, ${ctx.actor.id}, now())
      on conflict do nothing returning told_by`;
    if (told.length === 0) return unchanged();
    return { value: undefined, entries: [{ ...attempt, facts: { records: records.length } }] };
  });
}

/** Takes back that records are different. @throws as `tellApart` */
export function takeBackApart(ctx: Context, { module: name, records }: Together): Promise<void> {
  const attempt = { action: 'duplicates.take_back', module: name } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = await lookedAt(tx, ctx, name, records);
    const gone = await tx.sql`
      delete from told_apart where org_id = ${tx.orgId} and module_id = ${module.id}
        and digest = ${digestOf(await keysOf(tx), module, records)} returning told_by`;
    if (gone.length === 0) return unchanged();
    return { value: undefined, entries: [{ ...attempt, facts: { records: records.length } }] };
  });
}

/** For each group, in order, whether somebody told its records apart. */
export async function areToldApart(
  tx: Tx,
  module: ModuleDefinition,
  groups: readonly (readonly Pick<Seen, 'id'>[])[],
): Promise<boolean[]> {
  const keys = await keysOf(tx);
  const digests = groups.map((records) => digestOf(keys, module, records).toString('hex'));
  const told = await tx.sql<{ digest: string }[]>`
    select encode(digest, 'hex') as digest from told_apart
    where org_id = ${tx.orgId} and module_id = ${module.id}
      and digest = any(array(select decode(d, 'hex') from unnest(${digests}::text[]) as t (d)))`;
  return digests.map((digest) => told.some((one) => one.digest === digest));
}

function digestOf(keys: OrgKeys, module: ModuleDefinition, records: readonly Pick<Seen, 'id'>[]): Buffer {
  const ids = records.map(({ id }) => id).sort();
  return requestDigest(keys, 'request', ['told-apart', module.id, ...ids]);
}

/** The module of records that the asker may change, all of them as they were seen. */
async function lookedAt(tx: Tx, ctx: Context, name: string, records: readonly Seen[]): Promise<ModuleDefinition> {
  const { module } = await mergeableModule(tx, ctx, name);
  const ids = [...new Set(records.map(({ id }) => id))];
  const rows = await tx.sql<{ id: Id; version: number; changeable: boolean }[]>`
    select id, version, ${changeableRecord(tx, ctx, module)} as changeable from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${ids as string[]}::bigint[])`;
  if (rows.length < records.length) throw notFound('One of the records');
  if (rows.some(({ changeable }) => !changeable)) {
    throw forbidden('You may see these records but not change all of them.');
  }
  if (records.some(({ id, version }) => rows.find((row) => row.id === id)?.version !== version)) {
    throw conflict('Somebody else changed one of these records. Look at them again.', { reason: 'CONCURRENT' });
  }
  return module;
}
