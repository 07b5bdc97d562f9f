/**
 * How PostgreSQL finds what each list asks for, where its tables hold 100,000 rows of the org: by an index. The statements
 * are those that the lists send, with their parameters, planned as the app's role (`bench/rows-looked-at.ts` counts rows).
 */
import { beforeAll, expect, test } from 'vitest';
import { setSharing } from '@/lib/admin/settings/sharing';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { listRecords } from '@/lib/crm/records/list';
import { connect, type Sql } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { PAGED_LISTS } from '@/lib/platform/paging/page-token';
import { makeOrg, type TestOrg } from '../make-org';
import { plainly } from '../statements/fold';
import { type Sent, watchStatements } from '../statements/record';
import { WALKS } from './table';
import { LISTS_BY_ID, type Walk, type WalkedList } from './walk';

const ROWS = 100_000;

/** Tables that grow with an org's life, and which of their columns are the row's own id. */
const LARGE: Record<string, readonly string[]> = {
  records: ['id'],
  notes: ['id'],
  attachments: ['id'],
  ledger_entries: ['id'],
  notices: ['id'],
  mails: ['id'],
  sessions: ['id'],
  app_deliveries: ['id'],
  chat_conversations: ['id', 'visit_id'],
  chat_messages: ['id', 'conversation_id'],
};

/** Lists of tables that do not: an org has some hundreds of people. */
const SMALL: readonly WalkedList[] = ['users', 'api.users'];

/** What may read such a table row by row, and why. */
const MAY_SCAN: Partial<Record<WalkedList, RegExp>> = {
  // Counted up to 1,001, and here all rows count: the scan ends there.
  records: /^records: select count\(\*\)::int as count from \(select from records where .* limit \$\d+\) as counted$/,
  notices: /^notices: select count\(\*\)::int as unread from \(select 1 from notices where .* limit \$\d+\) n$/,
  // Looked for among the entries of a quarter of an hour, which here are all.
  review:
    /^ledger_entries: select "facts" from "ledger_entries" where .* order by "ledger_entries"\."id" desc limit \$\d+$/,
};

const LISTS = [...PAGED_LISTS, ...LISTS_BY_ID].filter((list) => !SMALL.includes(list));
const walks = new Map<WalkedList, Walk>();
let org: TestOrg;

beforeAll(async () => {
  org = await makeOrg();
  for (const list of LISTS) walks.set(list, await WALKS[list](org));
  // Many rows take longer than a person waits.
  const sql = connect(env().DATABASE_OWNER_URL, { max: 1, response_timeout: 600 });
  for (const table of Object.keys(LARGE)) await grow(sql, table);
  await sql.end({ timeout: 5 });
});

/** Copies the org's rows of a table, until it has so many, under ids that are older than any. */
async function grow(sql: Sql, table: string): Promise<void> {
  const columns = await sql<{ name: string; type: string }[]>`
    select attname as name, atttypid::regtype::text as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`;
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const values = columns.map(({ name, type }) => {
    if (LARGE[table]?.includes(name)) return `1000 + n`;
    // The ledger's months are partitions.
    const isTime = type === 'timestamp with time zone' && table !== 'ledger_entries';
    return isTime ? `"${name}" - n * interval '1 minute'` : `"${name}"`;
  });
  const keys = await sql<{ name: string }[]>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype = 'f' and conparentid = 0`;
  // Made anew at the end, which is quicker than row by row. Names by their parts are looked for by the owner's functions only.
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition
    from pg_index where indrelid = ${table}::regclass
      and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`;
  await sql.begin(async (tx) => {
    // Nothing here asks what foreign keys and triggers hold, and a hundred thousand times they take long.
    for (const { name } of indexes) await tx`drop index ${tx(name)}`;
    for (const { name } of keys) await tx`alter table ${tx(table)} drop constraint ${tx(name)}`;
    await tx`alter table ${tx(table)} disable trigger user`;
    await tx.unsafe(
      `with mine as (select *, row_number() over () - 1 as place, count(*) over () as many from ${table} where org_id = $1)
      insert into ${table} (${names}) select ${values.join(', ')}
      from generate_series(1, $2::int) n join mine on mine.place = n % mine.many`,
      [org.orgId, ROWS],
    );
    await tx`alter table ${tx(table)} enable trigger user`;
    for (const { name, definition } of indexes) if (name !== 'records_name_search') await tx.unsafe(definition);
  });
  await sql.unsafe(`analyze ${table}`);
}

test.each(LISTS)('%s is found by an index where its tables hold 100,000 rows', async (list) => {
  const walk = walks.get(list) as Walk;
  const sent = await watchStatements(async () => {
    const { next } = await walk.read(null);
    if (next !== null) await walk.read(next);
  });
  const reads = sent.filter(({ text }) => /^\s*(select|with)\b/i.test(text) && namesLarge(text));
  expect(reads.length).toBeGreaterThan(0);
  const scans = (await Promise.all(reads.map(scansOf))).flat();
  expect([...new Set(scans)].filter((scan) => !MAY_SCAN[list]?.test(scan))).toEqual([]);
});

test('records that sharing rules share by owner and by a value are found by an index among 100,000', async () => {
  const module = getModule(await org.metadata(), 'Leads');
  await setSharing(org.admin, { module: 'Leads', sharing: 'private' });
  const values = [{ fieldId: getField(module, 'Lead_Source').id, values: ['Partner', 'Trade Show'] }];
  const part = { owners: ['7', '8'], values };
  const shared = { [module.id]: { seen: part, changed: part } };
  const sent = await watchStatements(async () => {
    const { next } = await listRecords({ ...org.operator, ownerIds: ['6'], shared }, 'Leads');
    expect(next).toBeNull();
  });
  const reads = sent.filter(({ text }) => /^\s*(select|with)\b/i.test(text) && /k6"? = any/.test(text));
  expect(reads.length).toBeGreaterThan(0);
  expect((await Promise.all(reads.map(scansOf))).flat()).toEqual([]);
});

test('a table that is read to its end is told', async () => {
  const [scan] = await scansOf({
    text: 'select id from notes where sealed = $1',
    parameters: [Buffer.from('x')],
    types: [17],
  });
  expect(scan).toMatch(/^notes: select id from notes/);
});

const namesLarge = (text: string): boolean =>
  Object.keys(LARGE).some((table) => new RegExp(`\\b${table}\\b`).test(text));

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** The large tables that a statement would read to their end, each with the statement. */
async function scansOf({ text, parameters, types }: Sent): Promise<string[]> {
  const plan = await inOrg(org.orgId, async ({ sql }) => {
    const given = parameters.map((value, at) => sql.typed(value as string, types[at] ?? 0));
    const [row] = await sql.unsafe<[{ 'QUERY PLAN': [{ Plan: PlanNode }] }]>(
      `explain (format json) ${text}`,
      given as never,
    );
    return row['QUERY PLAN'][0].Plan;
  });
  const nodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
  return nodes(plan).flatMap((node) => {
    // A month of the ledger counts as the ledger.
    const table = Object.keys(LARGE).find((name) => node['Relation Name']?.replace(/_\d{4}_?\d{2}$/, '') === name);
    return node['Node Type'] === 'Seq Scan' && table ? [`${table}: ${plainly(text)}`] : [];
  });
}
