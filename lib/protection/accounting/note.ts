/**
 * Lines of the accounting of disclosures (45 CFR 164.528). Guarantees: written in the transaction of the exit's event, so
 * none without the other; of a value that is not marked there is none, but for conversations, in which every word counts
 * as health data. Names of fields and ids, never values.
 */
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { type Tx, writeAlso } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import type { Exit } from './exits';
import { UNSTATED } from './purposes';

export interface Disclosure {
  exit: Exit;
  /** Who received it, 164.528(b)(2)(ii): whoever acts when absent, a program with the person it acts for. */
  recipient?: string;
  /** Where they are, if known: an app's address. The e-mail address of whoever acts when absent. */
  address?: string;
  /** Of `purposes.ts`; what the asking program reads for when absent. */
  purpose?: string;
  moduleId?: Id;
  /** API names of the marked fields that left, and of `PARTS` what else did. */
  fields: readonly string[];
  recordIds?: Iterable<Id>;
  conversationId?: Id;
  /** The connection, client or job. */
  subjectId?: Id;
}

/** Of a file: so many at a time. */
const MOST_AT_ONCE = 10_000;
const MOST_LINES_AT_ONCE = 1000;

/**
 * Writes a line for each of several exits, in one statement where they are at most 1,000 of 10,000 records. Without marked fields
 * and conversation there is nothing to write.
 */
export async function noteDisclosures(
  tx: Tx,
  ctx: Context,
  all: readonly Disclosure[],
  at: Date = clock.now(),
): Promise<void> {
  const lines = all
    .filter(({ fields, conversationId }) => fields.length > 0 || conversationId)
    .map((one) => ({ ...one, id: newId() }));
  if (lines.length === 0) return;
  await Promise.all([writeAlso(tx, 'touch'), insertSome(tx, ctx, lines.slice(0, MOST_LINES_AT_ONCE), at)]);
  for (let from = MOST_LINES_AT_ONCE; from < lines.length; from += MOST_LINES_AT_ONCE) {
    await insertSome(tx, ctx, lines.slice(from, from + MOST_LINES_AT_ONCE), at);
  }
}

async function insertSome(tx: Tx, ctx: Context, lines: readonly Line[], at: Date): Promise<void> {
  const batches = batchesOf(pairsOf(lines));
  await insertLines(tx, ctx, { lines, pairs: batches.next().value ?? [], at });
  for (const pairs of batches) await insertRecords(tx, pairs);
}

type Line = Disclosure & { id: Id };
type Pair = readonly [line: Id, record: Id];

function* pairsOf(lines: readonly Line[]): Generator<Pair> {
  for (const { id, recordIds = [] } of lines) for (const record of recordIds) yield [id, record];
}

function* batchesOf(pairs: Iterable<Pair>): Generator<Pair[], undefined> {
  let batch: Pair[] = [];
  for (const pair of pairs) {
    batch.push(pair);
    if (batch.length < MOST_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface Writing {
  lines: readonly Line[];
  pairs: readonly Pair[];
  at: Date;
}

function insertLines(tx: Tx, { actor, purpose }: Context, { lines, pairs, at }: Writing) {
  const rows = lines.map((one) => ({
    id: one.id,
    exit: one.exit,
    recipient: one.recipient ?? null,
    address: one.address ?? null,
    purpose: one.purpose ?? purpose ?? UNSTATED,
    module: one.moduleId ?? null,
    fields: one.fields,
    conversation: one.conversationId ?? null,
    subject: one.subjectId ?? null,
  }));
  return tx.sql`
    with lines as (
      insert into disclosures (org_id, id, at, exit, recipient, address, purpose, module_id, fields, conversation_id, actor_id, subject_id)
      select ${tx.orgId}, l.id, ${at.toISOString()}::timestamptz, l.exit,
        coalesce(l.recipient, ${actor.name}::text || case when ${actor.kind}::text = 'client' then coalesce(', for ' || u.name, '') else '' end),
        coalesce(l.address, u.email, ''), l.purpose, l.module, l.fields, l.conversation, ${actor.id}, l.subject
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as l (id bigint, exit text, recipient text, address text, purpose text, module bigint, fields text[],
          conversation bigint, subject bigint)
      left join users u on u.org_id = ${tx.orgId} and u.id = ${actor.id}
      returning id)
    insert into disclosure_records (org_id, record_id, disclosure_id)
    select ${tx.orgId}, r.record, lines.id
    from unnest(${pairs.map(([id]) => id)}::bigint[], ${pairs.map(([, record]) => record)}::bigint[]) as r (id, record)
    join lines on lines.id = r.id`;
}

const insertRecords = (tx: Tx, pairs: readonly Pair[]) =>
  tx.sql`
    insert into disclosure_records (org_id, record_id, disclosure_id)
    select ${tx.orgId}, r.record, r.id
    from unnest(${pairs.map(([id]) => id)}::bigint[], ${pairs.map(([, record]) => record)}::bigint[]) as r (id, record)`;

/** API names of those that are marked. */
export const markedAmong = (fields: readonly FieldDefinition[]): string[] =>
  fields.filter(({ marked }) => marked).map(({ apiName }) => apiName);

/** Records, and which of some fields they hold a value in: the same ones, each of them. */
export interface Holding {
  /** API names, in the order in which they were asked for. */
  fields: string[];
  recordIds: Id[];
}

/**
 * Records as they were opened for a door, by what they hold of these fields: a line each, so that none names a field that
 * was empty. Of those that hold nothing there is none.
 */
export function byHeld(
  records: readonly { id: Id; values: Readonly<Record<string, StoredValue>> }[],
  apiNames: readonly string[],
): Holding[] {
  const found = new Map<string, Holding>();
  for (const { id, values } of records) {
    const fields = apiNames.filter((name) => values[name] !== undefined);
    if (fields.length > 0) addHeld(found, { fields, recordIds: [id] });
  }
  return [...found.values()];
}

/** Adds records to those that hold the same, in place. */
export function addHeld(found: Map<string, Holding>, { fields, recordIds }: Holding): void {
  const key = fields.join();
  const same = found.get(key);
  if (same) for (const id of recordIds) same.recordIds.push(id);
  else found.set(key, { fields, recordIds: [...recordIds] });
}
