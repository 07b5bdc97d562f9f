import { beforeAll, describe, expect, test } from 'vitest';
import { type FieldDefinition, getFieldById, getModule } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createField } from './create-field';
import type { CreateField, UpdateField } from './schemas';
import { eventsOf } from './testing/events';
import { updateField } from './update-field';

let org: TestOrg;
let other: TestOrg;

const module = 'Contacts';
const change = (fieldId: Id, given: Partial<UpdateField>) => updateField(org.admin, { module, fieldId, ...given });
const add = async (field: Partial<CreateField> & { label: string }): Promise<Id> =>
  (await createField(org.admin, { module, type: 'single_line', ...field })).id;
const contact = (values: Record<string, unknown>) =>
  createRecord(org.operator, { module, values: { Last_Name: 'Silva', ...values } });

async function fieldOf(id: Id): Promise<FieldDefinition> {
  return getFieldById(getModule(await org.metadata(), module), id);
}

async function standard(apiName: string): Promise<Id> {
  return getModule(await org.metadata(), module).fields.find((field) => field.apiName === apiName)?.id ?? '';
}

/** Straight in the tables: the verb is tested beside it. */
const protect = (id: Id, how: { sealed: boolean }) =>
  asOwner(org.orgId, async (tx) => {
    await tx.sql`update compliance_settings set hipaa_enabled = true where not hipaa_enabled`;
    await tx.sql`update modules set hipaa = true where api_name = ${module} and not hipaa`;
    await tx.sql`update fields set marked = true, sealed = ${how.sealed}, index_slot = null where id = ${id}`;
  });

beforeAll(async () => {
  org = await makeOrg();
  other = await makeOrg();
});

describe('updateField', () => {
  test('changes label, required and help text, keeps type and API name, and leaves old and new in its event', async () => {
    const id = await add({ label: 'Ward' });
    await change(id, { label: 'Unit', required: true, helpText: 'Where the bed stands' });
    expect(await fieldOf(id)).toMatchObject({
      apiName: 'Ward',
      label: 'Unit',
      required: true,
      helpText: 'Where the bed stands',
      type: 'single_line',
    });
    const event = (await eventsOf(org, id)).at(-1);
    expect(event).toMatchObject({ action: 'field.update', module, fields: ['Ward'] });
    expect(JSON.parse(event?.facts ?? '')).toMatchObject({
      label: { old: 'Ward', new: 'Unit' },
      required: { old: false, new: true },
    });
    await change(id, { helpText: null, required: false });
    expect(await fieldOf(id)).toMatchObject({ required: false, helpText: undefined });
  });

  test('leaves no event when nothing changed', async () => {
    const id = await add({ label: 'Bed', type: 'decimal', options: { decimals: 2, min: 0 } });
    await change(id, { label: 'Bed', required: false, options: { min: 0, decimals: 2 } });
    expect(await eventsOf(org, id)).toHaveLength(1);
  });

  test('keeps required what the module cannot do without', async () => {
    await expect(change(await standard('Last_Name'), { required: false })).rejects.toMatchObject({
      code: 'invalid',
      fields: { required: expect.any(String) },
    });
  });

  test('lets a text grow but not shrink, and no setting change what kept values mean', async () => {
    const text = await add({ label: 'Code', options: { maxLength: 10 } });
    await change(text, { options: { maxLength: 20 } });
    expect((await fieldOf(text)).options).toEqual({ maxLength: 20 });
    await expect(change(text, { options: { maxLength: 5 } })).rejects.toMatchObject({
      fields: { 'options.maxLength': expect.any(String) },
    });
    const money = await add({ label: 'Copay', type: 'currency', options: { currency: 'EUR', decimals: 2 } });
    await expect(change(money, { options: { currency: 'USD', decimals: 2 } })).rejects.toMatchObject({
      fields: { 'options.currency': expect.any(String) },
    });
    await expect(change(money, { options: { decimals: 0 } })).rejects.toMatchObject({
      fields: { 'options.decimals': expect.any(String) },
    });
    await change(money, { options: { decimals: 3 } });
    expect((await fieldOf(money)).options).toEqual({ currency: 'EUR', decimals: 3 });
    const doctor = await add({ label: 'Doctor', type: 'lookup', options: { lookupModule: 'Contacts' } });
    await expect(change(doctor, { options: { lookupModule: 'Leads' } })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('refuses a label taken, a wrong profile, and another org’s field', async () => {
    const id = await add({ label: 'Floor' });
    await expect(change(id, { label: 'EMAIL' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(updateField(org.operator, { module, fieldId: id, label: 'X' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await eventsOf(org, id)).at(-1)).toMatchObject({ action: 'field.update', outcome: 'refused' });
    await expect(updateField(other.admin, { module, fieldId: id, label: 'X' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a pick list', () => {
  const pickList = [{ label: 'Red' }, { label: 'Green' }, { label: 'Blue' }];

  test('takes new and renamed options and loses those nobody holds', async () => {
    const id = await add({ label: 'Triage', type: 'pick_list', options: { pickList } });
    await contact({ Triage: 'Red' });
    await change(id, { options: { pickList: [{ value: 'Red', label: 'Immediate' }, { label: 'Black' }] } });
    expect((await fieldOf(id)).options.pickList).toEqual([
      { value: 'Red', label: 'Immediate' },
      { value: 'Black', label: 'Black' },
    ]);
    expect(JSON.parse((await eventsOf(org, id)).at(-1)?.facts ?? '')).toMatchObject({
      pickList: { added: ['Black'], removed: ['Green', 'Blue'], renamed: ['Red'] },
    });
  });

  test('keeps options that records hold, single or multi-select', async () => {
    const one = await add({ label: 'Colour', type: 'pick_list', options: { pickList } });
    const many = await add({ label: 'Colours', type: 'multi_pick_list', options: { pickList } });
    await contact({ Colour: 'Green', Colours: ['Red', 'Blue'] });
    await expect(change(one, { options: { pickList: [{ label: 'Red' }] } })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'IN_USE',
      message: expect.stringContaining('“Green”'),
    });
    await expect(change(many, { options: { pickList: [{ label: 'Green' }] } })).rejects.toMatchObject({
      message: expect.stringMatching(/“Red”, “Blue”/),
    });
  });

  test('does not tell which options of a marked field records hold', async () => {
    const id = await add({ label: 'HIV status', type: 'pick_list', options: { pickList } });
    await contact({ HIV_status: 'Green' });
    await protect(id, { sealed: false });
    const refusals = [['Red'], ['Green']].map(([kept = '']) =>
      change(id, { options: { pickList: [{ label: kept }] } }).catch((error: Error) => error.message),
    );
    const [whenHeldIsRemoved, whenHeldIsKept] = await Promise.all(refusals);
    expect(whenHeldIsRemoved).toContain('protected');
    expect(whenHeldIsKept).toBe(whenHeldIsRemoved);
  });
});

describe('unique', () => {
  test('switched on claims the values that are there, in the recycle bin too, and a second one is then refused', async () => {
    const id = await add({ label: 'Chart' });
    const { id: binned } = await contact({ Chart: 'C-1' });
    await contact({ Chart: 'C-2' });
    await contact({});
    await asOwner(org.orgId, (tx) => tx.sql`update records set deleted_at = now() where id = ${binned}`);
    await change(id, { unique: true });
    await expect(contact({ Chart: 'c-1' })).rejects.toMatchObject({ code: 'conflict' });
    await change(id, { unique: false });
    await contact({ Chart: 'C-1' });
  });

  test('names the number of repeated values, not the values, and changes nothing', async () => {
    const id = await add({ label: 'Passport' });
    for (const Passport of ['P-77', 'P-77', 'P-77', 'P-88']) await contact({ Passport });
    const refused = change(id, { unique: true, label: 'Passport number' });
    await expect(refused).rejects.toMatchObject({ code: 'conflict', facts: { duplicates: 2 } });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('P-77') });
    expect(await fieldOf(id)).toMatchObject({ unique: false, label: 'Passport' });
  });

  test('claims in batches without missing or repeating one at their edges', async () => {
    const id = await add({ label: 'Serial' });
    await asOwner(
      org.orgId,
      (tx) => tx.sql`
        insert into records (org_id, id, module_id, owner_id, "values", source, created_at, created_by, modified_at, modified_by)
        select ${org.orgId}, 1000 + n, (select id from modules where api_name = ${module}), ${org.admin.actor.id},
          jsonb_build_object('Serial', 'S-' || n), 'seed', now(), ${org.admin.actor.id}, now(), ${org.admin.actor.id}
        from generate_series(1, 4500) n`,
    );
    await change(id, { unique: true });
    const [claimed] = await inOrg(
      org.orgId,
      (tx) => tx.sql`select count(*)::int as n from unique_values where field_id = ${id}`,
    );
    expect(claimed?.n).toBe(4500);
  });

  test.each([
    ['repeat', ['X', 'X']],
    ['do not', ['X', 'Y']],
  ])('is refused alike for a marked field whose values %s', async (what, values) => {
    const id = await add({ label: `Policy ${what}` });
    const [field] = await inOrg(org.orgId, (tx) => tx.sql`select api_name as name from fields where id = ${id}`);
    for (const value of values) await contact({ [field?.name]: value });
    await protect(id, { sealed: false });
    const error = { code: 'invalid', facts: {}, fields: { unique: expect.stringContaining('is protected') } };
    await expect(change(id, { unique: true })).rejects.toMatchObject(error);
  });

  test('is refused for an encrypted field with values, and allowed before the first', async () => {
    const id = await add({ label: 'Insurance' });
    await protect(id, { sealed: true });
    await change(id, { unique: true });
    await contact({ Insurance: 'I-1' });
    await expect(contact({ Insurance: 'I-1' })).rejects.toMatchObject({ code: 'conflict' });
    await change(id, { unique: false });
    await expect(change(id, { unique: true })).rejects.toMatchObject({
      code: 'invalid',
      fields: { unique: expect.any(String) },
    });
  });
});
