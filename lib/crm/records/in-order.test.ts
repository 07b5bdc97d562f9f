/** A meeting ends when it begins or later, at every door by which records are written; so do all that have both. */
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { RECORD_ID } from '@/lib/crm/imports/rows/duplicates';
import { dryRun, importNow } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { getModule } from '@/lib/crm/modules/definition';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { type Rest, restClient } from '@/lib/tools/testing/rest';
import { createRecord } from './create';
import { wrongOrder } from './in-order';
import { updateRecord } from './update';

const [EARLY, LATE, LATER] = ['2027-03-01T09:00:00.000Z', '2027-03-01T10:00:00.000Z', '2027-03-01T11:00:00.000Z'];
const WORDS = { end: 'To lies before From.', start: 'From lies after To.' };

let org: TestOrg;
let rest: Rest;
beforeAll(async () => {
  org = await makeOrg();
  rest = await restClient(org, org.operator);
});

const meeting = (Start_DateTime = EARLY, End_DateTime = LATE) =>
  createRecord(org.operator, { module: 'Events', values: { Event_Title: 'Ward round', Start_DateTime, End_DateTime } });
const update = (id: Id, values: Record<string, unknown>) =>
  updateRecord(org.operator, { module: 'Events', id, values });
const ends = (id: Id) =>
  inOrg(
    org.orgId,
    (tx) => tx.sql`select "values" ->> 'End_DateTime' as at from records where org_id = ${tx.orgId} and id = ${id}`,
  );

describe('a meeting that would end before it begins is refused by name', () => {
  test('when it is made, and when either end of it is changed', async () => {
    await expect(meeting(LATE, EARLY)).rejects.toMatchObject({ code: 'invalid', fields: { End_DateTime: WORDS.end } });
    const { id } = await meeting(LATE, LATE);
    await expect(update(id, { End_DateTime: EARLY })).rejects.toMatchObject({ fields: { End_DateTime: WORDS.end } });
    await expect(update(id, { Start_DateTime: LATER })).rejects.toMatchObject({
      message: WORDS.start,
      fields: { Start_DateTime: WORDS.start },
    });
    await update(id, { Start_DateTime: LATER, End_DateTime: LATER });
    await update(id, { Event_Title: 'Visit' });
  });

  test('by a program', async () => {
    const { id } = await meeting();
    const row = { Event_Title: 'Visit', Start_DateTime: LATE, End_DateTime: EARLY };
    const made = await rest('POST', '/crm/v8/Events', { data: [row] });
    const changed = await rest('PUT', '/crm/v8/Events', { data: [{ id, Start_DateTime: LATER }] });
    expect(made.body.data[0]).toMatchObject({ code: 'INVALID_DATA', details: { api_name: 'End_DateTime' } });
    expect(changed.body.data[0]).toMatchObject({ code: 'INVALID_DATA', details: { api_name: 'Start_DateTime' } });
  });

  test('in a file, by the dry run and the run, whether the row makes a record or changes one', async () => {
    const { id } = await meeting();
    const upload = async (lines: string[]) => {
      const source = Readable.from([Buffer.from(`${lines.join('\n')}\n`)]);
      return { module: 'Events', importId: (await uploadImport(org.operator, { module: 'Events', source })).importId };
    };
    const made = {
      ...(await upload(['Title,From,To', `Good,${EARLY},${LATE}`, `Bad,${LATE},${EARLY}`])),
      mapping: { 0: 'Event_Title', 1: 'Start_DateTime', 2: 'End_DateTime' },
    };
    const refused = { taken: 1, failed: 1, problems: [{ row: 3, field: 'To', problem: WORDS.end }] };
    expect(await dryRun(org.operator, made)).toMatchObject(refused);
    const changing = {
      ...(await upload(['Id,From', `${id},${LATER}`])),
      mapping: { 0: RECORD_ID, 1: 'Start_DateTime' },
      duplicates: { by: RECORD_ID, action: 'overwrite' as const },
    };
    const kept = { failed: 1, problems: [{ row: 2, field: 'From', problem: WORDS.start }] };
    expect(await dryRun(org.operator, changing)).toMatchObject(kept);
    expect(await importNow(org.operator, changing)).toMatchObject({ failed: 1 });
    expect(await ends(id)).toEqual([{ at: LATE }]);
  });
});

test('campaigns and products have such ends too, and one that is given alone is in order', async () => {
  const { modules } = await org.metadata();
  const wrong = (module: string, values: Record<string, string>) =>
    Object.keys(wrongOrder(getModule({ modules } as never, module), values));
  expect(wrong('Campaigns', { Start_Date: '2027-02-01', End_Date: '2027-01-31' })).toEqual(['End_Date']);
  expect(wrong('Products', { Sales_Start_Date: '2027-02-01', Sales_End_Date: '2027-01-31' })).toEqual([
    'Sales_End_Date',
  ]);
  expect(wrong('Products', { Support_Start_Date: '2027-02-01', Support_Expiry_Date: '2026-02-01' })).toEqual([
    'Support_Expiry_Date',
  ]);
  expect(wrong('Campaigns', { End_Date: '2027-01-31' })).toEqual([]);
});

test('an end that is protected is compared with no start that is not given with it', async () => {
  const module = getModule(await org.metadata(), 'Events');
  const marked = {
    ...module,
    fields: module.fields.map((field) => (field.apiName === 'End_DateTime' ? { ...field, marked: true } : field)),
  };
  const stored = { Start_DateTime: EARLY, End_DateTime: LATE };
  expect(wrongOrder(marked, { Start_DateTime: LATER }, stored)).toEqual({});
  expect(wrongOrder(module, { Start_DateTime: LATER }, stored)).toEqual({ Start_DateTime: WORDS.start });
});
