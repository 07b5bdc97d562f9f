/**
 * Lines of the accounting of disclosures (45 CFR 164.528). Guarantees: written in the transaction of the exit's event, so
 * none without the other; of a value that is not marked there is none, but for conversations, in which every word counts
 * as health data; each bound by a keyed check, with each of its records (`kept-line.ts`). Names of fields and ids, never values.
 */
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { type LineKey, lineMac } from '@/lib/platform/crypto/line-mac';
import { type Tx, writeAlso } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { Exit } from './exits';
import { type KeptLine, keyOfLine } from './kept-line';
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
  const [keys, who] = await Promise.all([keysOf(tx), whoActs(tx, ctx, lines), writeAlso(tx, 'touch')]);
  const whole = lines.map((one) => completed(one, ctx, who, at));
  for (let from = 0; from < whole.length; from += MOST_LINES_AT_ONCE) {
    const some = whole.slice(from, from + MOST_LINES_AT_ONCE).map((line) => ({ line, key: keyOfLine(keys, line) }));
    const batches = batchesOf(pairsOf(some, lines.slice(from)));
    await insertLines(tx, some, batches.next().value ?? []);
    for (const pairs of batches) await insertRecords(tx, pairs);
  }
}

type Line = Disclosure & { id: Id };
type Who = { name: string; email: string } | undefined;

/** Whoever acts, of whom a line says name and address where it is of nobody else; nobody is looked for where each is. */
async function whoActs(tx: Tx, { actor }: Context, lines: readonly Line[]): Promise<Who> {
  if (lines.every(({ recipient, address }) => recipient !== undefined && address !== undefined)) return undefined;
  const [row] = await tx.sql<{ name: string; email: string }[]>`
    select name, email from users where org_id = ${tx.orgId} and id = ${actor.id}`;
  return row;
}

/** As it is kept. */
function completed(one: Line, { actor, purpose }: Context, who: Who, at: Date): KeptLine {
  const actsFor = actor.kind === 'client' && who ? `, for ${who.name}` : '';
  return {
    id: one.id,
    at: at.toISOString(),
    exit: one.exit,
    recipient: one.recipient ?? `${actor.name}${actsFor}`,
    address: one.address ?? who?.email ?? '',
    purpose: one.purpose ?? purpose ?? UNSTATED,
    moduleId: one.moduleId ?? null,
    fields: one.fields,
    conversationId: one.conversationId ?? null,
    actorId: actor.id,
    subjectId: one.subjectId ?? null,
  };
}

interface Keyed {
  line: KeptLine;
  key: LineKey;
}

/** A line and one of its records, with the check of both. */
type Pair = readonly [line: Id, record: Id, mac: string];

function* pairsOf(keyed: readonly Keyed[], lines: readonly Line[]): Generator<Pair> {
  for (const [n, { line, key }] of keyed.entries()) {
    for (const record of lines[n]?.recordIds ?? []) yield [line.id, record, lineMac(key, record).toString('hex')];
  }
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

function insertLines(tx: Tx, keyed: readonly Keyed[], pairs: readonly Pair[]) {
  const rows = keyed.map(({ line, key }) => ({ ...line, mac: lineMac(key).toString('hex') }));
  return tx.sql`
    with lines as (
      insert into disclosures (org_id, id, at, exit, recipient, address, purpose, module_id, fields, conversation_id, actor_id, subject_id, mac)
      select ${tx.orgId}, l.id, l.at, l.exit, l.recipient, l.address, l.purpose, l."moduleId", l.fields, l."conversationId",
        l."actorId", l."subjectId", decode(l.mac, 'hex')
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as l (id bigint, at timestamptz, exit text, recipient text, address text, purpose text, "moduleId" bigint, fields text[],
          "conversationId" bigint, "actorId" bigint, "subjectId" bigint, mac text)
      returning id)
    insert into disclosure_records (org_id, record_id, disclosure_id, mac)
    select ${tx.orgId}, r.record, lines.id, decode(r.mac, 'hex')
    from unnest(${pairs.map(([id]) => id)}::bigint[], ${pairs.map(([, record]) => record)}::bigint[],
      ${pairs.map(([, , mac]) => mac)}::text[]) as r (id, record, mac)
    join lines on lines.id = r.id`;
}

const insertRecords = (tx: Tx, pairs: readonly Pair[]) =>
  tx.sql`
    insert into disclosure_records (org_id, record_id, disclosure_id, mac)
    select ${tx.orgId}, r.record, r.id, decode(r.mac, 'hex')
    from unnest(${pairs.map(([id]) => id)}::bigint[], ${pairs.map(([, record]) => record)}::bigint[],
      ${pairs.map(([, , mac]) => mac)}::text[]) as r (id, record, mac)`;

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
