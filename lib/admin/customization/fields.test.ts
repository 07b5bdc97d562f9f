import { beforeAll, describe, expect, test } from 'vitest';
import { findField, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createField } from './create-field';
import { createModule } from './create-module';
import { deleteField } from './delete-field';
import type { CreateField } from './schemas';
import { eventsOf } from './testing/events';

let org: TestOrg;
let other: TestOrg;

const moduleOf = async (apiName: string): Promise<ModuleDefinition> => getModule(await org.metadata(), apiName);
const add = (field: Partial<CreateField>) =>
  createField(org.admin, { module: 'Contacts', label: 'Diagnosis', type: 'single_line', ...field });

beforeAll(async () => {
  org = await makeOrg();
  other = await makeOrg();
  await createModule(org.admin, { singular: 'Referral', plural: 'Referrals' });
});

describe('createField', () => {
  test('adds a custom field to the first section of every layout, and leaves its event', async () => {
    const { id, apiName } = await add({ label: 'Blood type', helpText: 'As in the chart' });
    const module = await moduleOf('Contacts');
    expect(findField(module, apiName)).toMatchObject({ id, apiName: 'Blood_type', custom: true, marked: false });
    expect(module.layouts[0]?.sections[0]?.fields.at(-1)?.id).toBe(id);
    expect(await eventsOf(org, id)).toMatchObject([
      { action: 'field.create', outcome: 'done', module: 'Contacts', fields: ['Blood_type'] },
    ]);
    await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Silva', Blood_type: 'A+' } });
  });

  test('puts a field where it was dropped, those after it one further', async () => {
    const layout = (await moduleOf('Contacts')).layouts[0];
    const section = layout?.sections[1];
    const place = { layoutId: layout?.id ?? '', sectionId: section?.id ?? '', position: 1 };
    const { id } = await add({ label: 'Ward', place });
    const after = (await moduleOf('Contacts')).layouts[0]?.sections[1]?.fields.map((field) => field.id) ?? [];
    expect(after[1]).toBe(id);
    expect(after.filter((one) => one !== id)).toEqual(section?.fields.map((field) => field.id));
  });

  test('gives each field an API name no other ever had, deleted ones included', async () => {
    const first = await add({ label: 'Allergy' });
    await deleteField(org.admin, { module: 'Contacts', fieldId: first.id });
    const second = await add({ label: 'Allergy' });
    expect([first.apiName, second.apiName]).toEqual(['Allergy', 'Allergy1']);
    expect((await add({ label: 'Owner' })).apiName).toBe('Owner1');
    expect((await add({ label: 'constructor' })).apiName).toBe('constructor1');
  });

  test('gives a sort slot while the module has no record, and none afterwards', async () => {
    const field = (label: string, type: CreateField['type'] = 'date') => add({ module: 'Referrals', label, type });
    const early = await field('Referred on');
    const long = await field('Story', 'multi_line');
    await createRecord(org.operator, { module: 'Referrals', values: { Name: 'R-1' } });
    const late = await field('Seen on');
    const module = await moduleOf('Referrals');
    expect([early, long, late].map(({ apiName }) => findField(module, apiName)?.indexSlot)).toEqual([2, null, null]);
  });

  test('adds a field of every type that can be added', async () => {
    const { apiName: module } = await createModule(org.admin, { singular: 'Visit', plural: 'Visits' });
    const types = [
      ['single_line', { maxLength: 20 }],
      ['multi_line', { size: 'large' }],
      ['email', {}],
      ['phone', {}],
      ['url', {}],
      ['pick_list', { pickList: [{ label: 'Yes' }, { label: 'No' }] }],
      ['multi_pick_list', { pickList: [{ label: 'Left' }, { value: 'R', label: 'Right' }] }],
      ['date', {}],
      ['date_time', {}],
      ['number', { min: 0, max: 10 }],
      ['long_integer', {}],
      ['decimal', { decimals: 3 }],
      ['currency', { currency: 'EUR', decimals: 2 }],
      ['percent', {}],
      ['checkbox', {}],
      ['user', {}],
      ['lookup', { lookupModule: 'Contacts' }],
      ['multi_lookup', { lookupModule: 'Visits' }],
      ['auto_number', { prefix: 'V-', startNumber: 100 }],
    ] as const;
    for (const [type, options] of types) {
      await createField(org.admin, { module, type, label: `A ${type}`, options: structuredClone(options) as object });
    }
    const fields = (await moduleOf(module)).fields.filter((field) => field.custom);
    expect(fields.map((field) => field.type)).toEqual(types.map(([type]) => type));
    expect(fields.find(({ type }) => type === 'pick_list')?.options).toEqual({
      pickList: [
        { value: 'Yes', label: 'Yes' },
        { value: 'No', label: 'No' },
      ],
    });
    const { id } = await createRecord(org.operator, { module, values: { Name: 'One', A_pick_list: 'Yes' } });
    const [row] = await inOrg(org.orgId, (tx) => tx.sql`select "values" from records where id = ${id}`);
    expect(row?.values).toMatchObject({ A_auto_number: 'V-100' });
  });

  test.each<[string, Partial<CreateField>, string]>([
    ['an empty label', { label: ' ' }, 'label'],
    ['a type that is none', { type: 'blob' as 'date' }, 'type'],
    ['a pick list without options', { type: 'pick_list' }, 'options.pickList'],
    [
      'options that repeat',
      { type: 'pick_list', options: { pickList: [{ label: 'A' }, { label: 'a' }] } },
      'options.pickList',
    ],
    [
      'an option with a semicolon',
      { type: 'pick_list', options: { pickList: [{ label: 'A;B' }] } },
      'options.pickList',
    ],
    [
      'an option that is a mask',
      { type: 'pick_list', options: { pickList: [{ label: '••••••' }] } },
      'options.pickList',
    ],
    ['a lookup of nothing', { type: 'lookup', options: { lookupModule: 'Nothing' } }, 'options.lookupModule'],
    ['a setting of another type', { type: 'date', options: { decimals: 2 } }, 'options.decimals'],
    ['a length past the most', { options: { maxLength: 256 } }, 'options.maxLength'],
    ['a least above the most', { type: 'number', options: { min: 2, max: 1 } }, 'options.max'],
    ['a currency that is none', { type: 'currency', options: { currency: 'QQQ' } }, 'options.currency'],
    ['a checkbox that is required', { type: 'checkbox', required: true }, 'required'],
    ['a date that is unique', { type: 'date', unique: true }, 'unique'],
  ])('refuses %s by name', async (_what, field, name) => {
    await expect(add({ label: 'New one', ...field })).rejects.toMatchObject({
      code: 'invalid',
      fields: { [name]: expect.any(String) },
    });
  });

  test('refuses a label that another field of the module has', async () => {
    await expect(add({ label: 'last name' })).rejects.toMatchObject({
      code: 'conflict',
      fields: { label: expect.any(String) },
    });
  });

  test('refuses a section of another module and one of another org', async () => {
    const leads = (await moduleOf('Leads')).layouts[0];
    const place = { layoutId: leads?.id ?? '', sectionId: leads?.sections[0]?.id ?? '' };
    await expect(add({ place })).rejects.toMatchObject({ code: 'not_found' });
    await expect(createField(other.admin, { module: 'Leads', label: 'X', type: 'date', place })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('refuses a profile without the right, and the attempt is an event', async () => {
    const field = { module: 'Contacts', label: 'Sneaked in', type: 'date' } as const;
    await expect(createField(org.operator, field)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createField(org.officer, field)).rejects.toMatchObject({ code: 'forbidden' });
    const events = await eventsOf(org, null, org.officer);
    expect(events.at(-1)).toMatchObject({ action: 'field.create', outcome: 'refused', module: 'Contacts' });
  });
});

describe('deleteField', () => {
  const remove = (fieldId: Id, ctx = org.admin) => deleteField(ctx, { module: 'Contacts', fieldId });

  test('takes the field from its module and layouts, frees its unique values, and leaves its event', async () => {
    const { id, apiName } = await add({ label: 'Chart number', unique: true });
    await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Reyes', [apiName]: 'C-1' } });
    await remove(id);
    const module = await moduleOf('Contacts');
    expect(findField(module, apiName)).toBeUndefined();
    const left = await inOrg(
      org.orgId,
      (tx) => tx.sql`select 1 from unique_values where field_id = ${id}
        union all select 1 from layout_fields where field_id = ${id}`,
    );
    expect(left).toHaveLength(0);
    expect((await eventsOf(org, id)).at(-1)).toMatchObject({ action: 'field.delete', fields: [apiName] });
  });

  test('refuses a field the module came with', async () => {
    const email = findField(await moduleOf('Contacts'), 'Email');
    await expect(remove(email?.id ?? '')).rejects.toMatchObject({ code: 'invalid' });
  });

  test('refuses a marked field until the mark is removed', async () => {
    const { id } = await add({ label: 'Condition' });
    await asOwner(org.orgId, async (tx) => {
      await tx.sql`update compliance_settings set hipaa_enabled = true`;
      await tx.sql`update modules set hipaa = true where api_name = 'Contacts'`;
      await tx.sql`update fields set marked = true, index_slot = null where id = ${id}`;
    });
    await expect(remove(id)).rejects.toMatchObject({ code: 'conflict', reason: 'FIELD_MARKED' });
  });

  test('finds no field of another module or org, and refuses a wrong profile', async () => {
    const { id } = await add({ label: 'Room' });
    await expect(deleteField(org.admin, { module: 'Leads', fieldId: id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove(id, other.admin)).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove(id, org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org, id)).at(-1)).toMatchObject({ action: 'field.delete', outcome: 'refused' });
  });
});
