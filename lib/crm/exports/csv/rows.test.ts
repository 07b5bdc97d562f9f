import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { getModule } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { createRecord } from '@/lib/crm/records/create';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { toCsv } from '@/lib/platform/files/to-csv';
import { type Id, newId } from '@/lib/platform/ids';
import { byHeld, markedAmong } from '@/lib/protection/accounting/note';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addFields } from '@/lib/tools/testing/health-org';
import { readExport } from '../records/export';
import { headerOf, toLine } from '../rows/cells';
import { HeldByRecords } from '../rows/held-masks';
import { readRecords } from '../rows/read';
import type { Cell } from '../xlsx/cell';
import { sheetRows, toCells } from '../xlsx/rows';
import { csvBytes } from './bytes';
import { csvRows, type Written } from './rows';

const hostile = [
  ...(JSON.parse(readFileSync('lib/crm/modules/field-types/testdata/blns.json', 'utf8')) as string[]),
  ...readFileSync('lib/crm/exports/testdata/csv-injection.txt', 'utf8').split('\n'),
  ...[
    '=1',
    '+1',
    '-1',
    '@a',
    '\t=1',
    '\r=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    'ＡＢ',
    '',
    '"',
    '""',
    ',',
    '\n',
    '\r\n',
    'a,"b"\n',
  ],
].filter((text) => text.isWellFormed() && !text.includes('\0'));

let org: TestOrg;
const ask = (tx: Tx) => readExport(tx, org.operator, { module: 'Contacts', bom: false });

async function text(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of csvRows(org.operator, ask)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

const readHere = (after: Id | null) =>
  inOrg(org.orgId, async (tx) => {
    const ahead = { asked() {}, async found() {} };
    return readRecords({ tx, ctx: org.operator, plan: await ask(tx) }, after, ahead);
  });

/** As records are written when something is sealed. */
async function writtenHere(): Promise<string> {
  const { chosen } = await inOrg(org.orgId, ask);
  const parts = [toCsv([headerOf(chosen)])];
  let after: Id | null = null;
  do {
    const read: Awaited<ReturnType<typeof readHere>> = await readHere(after);
    parts.push(toCsv(read.content.records.map((record) => toLine(record, chosen, read.content.names))));
    after = read.after;
  } while (after !== null);
  return parts.join('');
}

/** The cells of a workbook's sheet; and as they are made of records that are serialised here. */
async function sheets(): Promise<[Cell[][], Cell[][]]> {
  const plan = await inOrg(org.orgId, ask);
  const rows: Cell[][] = [];
  const options = { signal: new AbortController().signal, written: async () => {} };
  for await (const batch of sheetRows(org.operator, ask, plan, options)) rows.push(...batch);
  const { content } = await readHere(null);
  return [rows, content.records.map((record) => toCells(record, plan.chosen, content.names))];
}

/** What records hold of the fields exported, taken as marked: said beside a CSV, beside a workbook, and as serialised here. */
async function heldBesides(): Promise<[Held, Held, Held]> {
  const allMarked = async (tx: Tx) => {
    const plan = await ask(tx);
    const chosen = plan.chosen.map((field) => ({ ...field, marked: true })) as unknown as typeof plan.chosen;
    return { ...plan, chosen };
  };
  const plan = await inOrg(org.orgId, allMarked);
  const beside = async (made: (written: Written) => AsyncIterable<unknown>) => {
    const all = new HeldByRecords();
    const rows = made(async (_, __, holding) => all.add(holding));
    for await (const _ of rows);
    return sorted(all.all());
  };
  const signal = new AbortController().signal;
  const { records } = (await readHere(null)).content;
  return [
    await beside((written) => csvRows(org.operator, allMarked, { written })),
    await beside((written) => sheetRows(org.operator, allMarked, plan, { signal, written })),
    sorted(byHeld(records, markedAmong(plan.chosen))),
  ];
}

type Held = [fields: string, ids: string][];

const sorted = (held: readonly { fields: readonly string[]; recordIds: Iterable<Id> }[]): Held =>
  held.map(({ fields, recordIds }): Held[number] => [fields.join(), [...recordIds].sort().join()]).sort();

async function insert(values: Record<string, StoredValue>): Promise<void> {
  const { id: moduleId } = getModule(await org.metadata(), 'Contacts');
  const me = org.operator.actor.id;
  await ownerSql()`
    insert into records (org_id, id, module_id, owner_id, "values", source, created_at, created_by, modified_at, modified_by)
    values (${org.orgId}, ${newId()}, ${moduleId}, ${me}, ${JSON.stringify(values)}::jsonb, 'seed',
      '2026-03-08T01:02:03.045+05:30', ${me}, '1999-12-31T23:59:59.9Z', ${me})`;
}

beforeAll(async () => {
  org = await makeOrg();
  await addFields(org, 'Contacts', ['Amount_X'], { type: 'currency' });
  await addFields(org, 'Contacts', ['Ticked'], { type: 'checkbox' });
  await addFields(org, 'Contacts', ['Doctor'], { type: 'user' });
  await addFields(org, 'Contacts', ['Team'], { type: 'multi_user' });
  await addFields(org, 'Contacts', ['Many'], { type: 'multi_pick_list' });
  await addFields(org, 'Contacts', ['Number_X'], { type: 'long_integer' });
  await addFields(org, 'Contacts', ['Day_X'], { type: 'date' });
  await addFields(org, 'Contacts', ['Moment_X'], { type: 'date_time' });
  await addFields(org, 'Contacts', ['Share_X'], { type: 'percent' });
  const [others] = await addFields(org, 'Contacts', ['Others'], { type: 'multi_lookup' });
  await asOwner(org.orgId, (tx) =>
    tx.sql`update fields set options = '{"lookupModule": "Accounts"}' where id = ${others ?? '0'}`.execute(),
  );
  await ownerSql()`update orgs set meta_version = meta_version + 1 where org_id = ${org.orgId}`;
  const account = async (Account_Name: string) =>
    (await createRecord(org.operator, { module: 'Accounts', values: { Account_Name } })).id;
  const [plain, odd] = [await account('Mercy Clinic'), await account('=1+1, "Ltd"')];
  for (const [n, value] of hostile.entries()) {
    await insert({
      Last_Name: value,
      ...(value !== '' && { Description: `x${value}` }),
      Amount_X: [-1.5, 0, 1e-7, 123456789.12][n % 4] as number,
      Ticked: n % 2 === 0,
      Doctor: [org.operator.actor.id, org.admin.actor.id, '77'][n % 3] as string,
      Team: [org.admin.actor.id, '77', org.operator.actor.id],
      Many: [value, 'b'],
      Number_X: '-9007199254740993',
      Day_X: ['1899-12-31', '2026-02-28', '9999-12-31'][n % 3] as string,
      Moment_X: ['2026-03-08T01:02:03Z', '2026-03-08T01:02:03.004Z', '1583-01-01T00:00:00Z'][n % 3] as string,
      Share_X: [12345678901234567000, 1e20, 0.1 + 0.2][n % 3] as number,
      Account_Name: [plain, odd, '42'][n % 3] as string,
      Others: [plain, '42', odd],
    });
  }
});

describe('CSV of records', () => {
  test('is the same byte for byte whether the database makes the cells or they are serialised here', async () => {
    const made = await text();
    expect(made.length).toBeGreaterThan(hostile.length * 100);
    expect(made).toBe(await writtenHere());
    const [cells, here] = await sheets();
    expect(cells).toHaveLength(hostile.length);
    expect(cells).toEqual(here);
  });

  test('says which fields each record holds, and names none that is empty', async () => {
    const [csv, sheet, here] = await heldBesides();
    expect(here.length).toBeGreaterThan(1);
    expect(csv).toEqual(here);
    expect(sheet).toEqual(here);
  });

  test('holds every hostile string unchanged, but for a sign that a spreadsheet would run', async () => {
    const rows: Record<string, string>[] = parse(await text(), { columns: true, record_delimiter: '\r\n' });
    const safe = (value: string) => (/^'*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value);
    expect(rows.map((row) => row['Last Name'])).toEqual(hostile.map(safe));
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
  });

  test('is right also where a value holds the characters that stand between cells', async () => {
    await insert({ Last_Name: 'a\u001fb\u001ec', Description: '\u001e\u001f\u001e' });
    const made = await text();
    expect(made).toContain('a\u001fb\u001ec');
    expect(made).toBe(await writtenHere());
    const [cells, here] = await sheets();
    expect(cells).toEqual(here);
  });
});

test('cells that cannot be told apart are given back, not guessed', () => {
  const one = (line: string, rows: number) => csvBytes({ bytes: Buffer.from(line), rows }, 2)?.toString();
  expect(one('a\u001fb\u001ec\u001fd', 2)).toBe('a,b\r\nc,d\r\n');
  expect(one('a\u001fb\u001ec\u001fd', 1)).toBeUndefined();
  expect(one('a\u001fb\u001fc', 1)).toBeUndefined();
  expect(one('\u001f', 1)).toBe(',\r\n');
});

test('a time is ISO 8601 with its thousandths, and one that is printed in another way is given back', () => {
  const one = (time: string) => csvBytes({ bytes: Buffer.from(`a\u001f${time}`), rows: 1 }, 2, 1)?.toString();
  expect(one('2026-11-29 08:05:01')).toBe('a,2026-11-29T08:05:01.000Z\r\n');
  expect(one('2026-11-29 08:05:01.4')).toBe('a,2026-11-29T08:05:01.400Z\r\n');
  expect(one('2026-11-29 08:05:01.456')).toBe('a,2026-11-29T08:05:01.456Z\r\n');
  const others = [
    '2026-11-29 08:05:01.4567',
    '0044-03-15 12:00:00 BC',
    '12026-11-29 08:05:01',
    'infinity',
    '',
    '11/29/2026 08:05',
  ];
  for (const other of others) expect(one(other), other).toBeUndefined();
});

describe('CSV of records with sealed fields', () => {
  beforeAll(async () => {
    org = await makeOrg();
    await addFields(org, 'Contacts', ['Amount_X'], { type: 'currency' });
    await addFields(org, 'Contacts', ['Ticked'], { type: 'checkbox' });
    await addFields(org, 'Contacts', ['Doctor'], { type: 'user' });
    await addFields(org, 'Contacts', ['Many'], { type: 'multi_pick_list' });
    await addFields(org, 'Contacts', ['Note_X'], { type: 'multi_line' });
    await asOwner(org.orgId, async (tx) => {
      await tx.sql`update fields set options = '{"pickList": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]}'
        where api_name = 'Many'`;
      await tx.sql`update fields set sealed = true, index_slot = null
        where api_name in ('Phone', 'Amount_X', 'Ticked', 'Many', 'Note_X')
          and module_id = (select id from modules where api_name = 'Contacts')`;
    });
    const Account_Name = (await createRecord(org.operator, { module: 'Accounts', values: { Account_Name: 'Mercy' } }))
      .id;
    for (const [n, value] of hostile.slice(-30).entries()) {
      const values = {
        Last_Name: `Doe ${n}`,
        Description: value.trim(),
        Note_X: `Ü ${value}`,
        Phone: '999-555-0100',
        ...(n % 2 === 0 && { Amount_X: -1.5 * n, Account_Name, Doctor: org.admin.actor.id }),
        Ticked: n % 3 === 0,
        Many: ['a', 'b'],
      };
      await createRecord(org.operator, { module: 'Contacts', values });
    }
  });

  const nth = (n: number) => ownerSql()`
    (select id from records where org_id = ${org.orgId} and "values" ->> 'Last_Name' = ${`Doe ${n}`})`;

  test('is the same byte for byte whether the database makes the other cells or all are serialised here', async () => {
    const made = await text();
    expect(made.split('999-555-0100')).toHaveLength(31);
    expect(made).toBe(await writtenHere());
  });

  test('says of an envelope that does not open that it does not, and keeps what still stands in the clear', async () => {
    const sql = ownerSql();
    await sql`update records set sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1) where id = ${nth(3)}`;
    await sql`update records set "values" = "values" || '{"Note_X": "older"}' where id = ${nth(4)}`;
    await sql`
      update records set "values" = "values" || '{"Phone": "old, 1"}', sealed = null, seal_version = 0
      where id = ${nth(5)}`;
    const made = await text();
    expect(made.split('#INTEGRITY').length - 1).toBeGreaterThanOrEqual(5);
    expect(made).toBe(await writtenHere());
    const [cells, here] = await sheets();
    expect(cells).toEqual(here);
  });

  test('says which fields each record holds, encrypted ones too, and of those that do not open none', async () => {
    const [csv, sheet, here] = await heldBesides();
    expect(here.length).toBeGreaterThan(2);
    expect(csv).toEqual(here);
    expect(sheet).toEqual(here);
  });

  test('is right also where an opened value holds the characters that stand between cells', async () => {
    await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Odd', Note_X: 'a\u001fb\u001ec' } });
    const made = await text();
    expect(made).toContain('a\u001fb\u001ec');
    expect(made).toBe(await writtenHere());
    const [cells, here] = await sheets();
    expect(cells).toEqual(here);
  });
});
