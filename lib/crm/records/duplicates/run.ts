/**
 * The job that looks through a module for records that are the same in some fields. Guarantees: only records that its
 * starter may see, and only fields that they may search by equality, both asked anew for each batch; values are compared
 * as they are, opened where they are sealed, never by the tokens of the index alone; nothing but ids is kept, sealed.
 * Bounds: each of the newest 500,000 records is read once, in batches by id, and opened once at most. Where a chosen field
 * is indexed in the clear, only records that have a twin there are read whole, and opened. An interrupted search begins
 * anew: nothing is written before its end.
 */

import { getFieldById, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { finishJob, readKeptJob } from '@/lib/platform/background/life';
import type { ReportProgress } from '@/lib/platform/background/progress';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { requestDigest } from '@/lib/platform/crypto/request-digest';
import { inOrg, readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { internal } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { SealedRow } from '@/lib/protection/disclose/row';
import { valuesOfEach } from '@/lib/protection/disclose/values-to-find-by';
import { mutate } from '@/lib/protection/mutate';
import { allOf, type Condition } from '../condition';
import { slotOf } from '../filter-sql';
import { isProtected, type ListField } from '../list-fields';
import { chosenFields, sameKey } from './fields';
import { Gathering } from './gather';
import { writeGroups } from './groups';
import { MOST_LOOKED_THROUGH } from './limits';
import { mergeableModule } from './start';

const AT_ONCE = 1000;

export interface RunOptions {
  report: ReportProgress;
  signal: AbortSignal;
  /** At most so many records. */
  most?: number;
}

/** Runs a search. @throws forbidden or invalid when its starter may not search that way any more */
export async function runDuplicateSearch(
  ctx: Context,
  jobId: Id,
  { report, signal, most = MOST_LOOKED_THROUGH }: RunOptions,
): Promise<void> {
  const asked = await inOrg(ctx.orgId, (tx) => readAsked(tx, jobId));
  const total = Math.min(await inOrg(ctx.orgId, (tx) => countAll(tx, ctx, asked)), most);
  const gathering = new Gathering();
  let looked = 0;
  let before: Id | null = null;
  while (looked < most) {
    signal.throwIfAborted();
    const limit = Math.min(AT_ONCE, most - looked);
    const batch: Batch = await readInOrg(ctx.orgId, (tx) => readBatch(tx, ctx, asked, { before, limit }));
    for (const { id, key } of batch.keyed) gathering.add(key, id);
    looked += batch.read;
    before = batch.last;
    if (batch.read < limit) break;
    await report(looked, total);
  }
  const { groups, tooLarge, leftOut } = gathering.gathered();
  const attempt = { action: 'duplicates.finish', module: asked.module, subjectId: jobId } as const;
  await mutate(ctx, attempt, async (tx) => {
    const facts = { looked, groups: groups.length, tooLarge, leftOut };
    await finishJob(tx, jobId, { result: { ...facts, partly: looked >= most }, done: looked });
    const writes = await writeGroups(tx, jobId, groups);
    return { value: undefined, writes, entries: [{ ...attempt, door: 'screen', fields: asked.by, facts }] };
  });
}

interface Asked {
  jobId: Id;
  module: string;
  by: string[];
}

async function readAsked(tx: Tx, jobId: Id): Promise<Asked> {
  const job = await readKeptJob(tx, jobId);
  const by = job?.params.by;
  if (!job?.module || !Array.isArray(by)) throw internal('The search has no fields.');
  return { jobId, module: job.module, by };
}

async function countAll(tx: Tx, ctx: Context, asked: Asked): Promise<number> {
  const { module } = await mergeableModule(tx, ctx, asked.module);
  const [row] = await tx.sql<[{ records: number }]>`
    select count(*)::int as records from (
      select from records
      where ${visibleRecords(tx, ctx, module)}
      limit ${MOST_LOOKED_THROUGH}) as counted`;
  return row.records;
}

interface Batch {
  read: number;
  last: Id | null;
  keyed: { id: Id; key: string }[];
}

interface NamedRow extends SealedRow {
  name: string | null;
}

async function readBatch(
  tx: Tx,
  ctx: Context,
  asked: Asked,
  { before, limit }: { before: Id | null; limit: number },
): Promise<Batch> {
  const { module, fields } = await mergeableModule(tx, ctx, asked.module);
  const chosen = chosenFields(fields, asked.by);
  const behind = before === null ? tx.sql`true` : tx.sql`id < ${before}`;
  const read = await tx.sql<{ id: Id; twin: boolean }[]>`
    select id, ${hasTwins(tx, chosen)} as twin from records
    where ${visibleRecords(tx, ctx, module)} and ${behind}
    order by id desc limit ${limit}`;
  const ids = read.filter(({ twin }) => twin).map(({ id }) => id);
  const rows = await tx.sql<NamedRow[]>`
    select id, name, "values", sealed, seal_version from records
    where org_id = ${tx.orgId} and id = any(${ids as string[]}::bigint[])`;
  const keys = await keysOf(tx);
  const keyed = (await keysFor(tx, ctx, { module, chosen }, rows)).flatMap(({ row, key }) =>
    key === null ? [] : [{ id: row.id, key: shortOf(keys, asked.jobId, key) }],
  );
  return { read: read.length, last: read.at(-1)?.id ?? null, keyed };
}

/** A module, and the fields by which its records are compared. */
export interface Compared {
  module: ModuleDefinition;
  chosen: readonly ListField[];
}

/** Of each record what tells whether it is the same as another; null where a field is empty, or does not open. */
export async function keysFor<Row extends NamedRow>(
  tx: Tx,
  ctx: Context,
  { module, chosen }: Compared,
  rows: readonly Row[],
): Promise<{ row: Row; key: string | null }[]> {
  const own = chosen.filter(({ system }) => !system).map(({ id }) => getFieldById(module, id));
  const values = await valuesOfEach(tx, ctx, { module, fields: own }, rows);
  return rows.map((row, n) => {
    const held = values[n];
    return { row, key: held ? sameKey(chosen, row.name, held) : null };
  });
}

const KEY_CHARACTERS = 22;

/** A key in 22 characters, however long the values are: 128 bits, so that none meet by chance. */
const shortOf = (keys: OrgKeys, jobId: Id, key: string): string =>
  requestDigest(keys, 'request', ['duplicates', jobId, key]).toString('base64url').slice(0, KEY_CHARACTERS);

/** True where another record stands at the same place of the index of each chosen field that has one in the clear. */
function hasTwins(tx: Tx, chosen: readonly ListField[]): Condition {
  const indexed = chosen.flatMap((field) => {
    if (field.system === 'Name') return [tx.sql`name_key`];
    const isEqualThere = fieldType(field.type).sortKeyTells !== 'order';
    const inSlot = field.indexSlot !== null && isEqualThere && !isProtected(field);
    return inSlot ? [slotOf(tx, field)] : [];
  });
  const twins = indexed.map(
    (column) => tx.sql`exists (
      select from records twin
      where twin.org_id = records.org_id and twin.module_id = records.module_id and twin.deleted_at is null
        and twin.${column} = records.${column} and twin.${column} > '' and twin.id <> records.id)`,
  );
  return twins.length > 0 ? allOf(tx, twins) : tx.sql`true`;
}
