import { beforeAll, describe, expect, test } from 'vitest';
import { deleteField } from '@/lib/admin/customization/delete-field';
import { markField } from '@/lib/admin/settings/mark-field';
import type { Context } from '@/lib/platform/context';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ownerSql } from '@/lib/tools/testing/database';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { createView } from './create';
import { deleteView } from './delete';
import { listViews } from './queries';
import { updateView } from './update';

let org: TestOrg;
let colleague: Context;

beforeAll(async () => {
  org = await makeHealthOrg();
  const id = await insertUser(org, 'Carl Colleague', org.profileIds.Operator, org.roleIds.Manager);
  colleague = contextOf(org.orgId, { id, name: 'Carl Colleague', profile: 'Operator', ownerIds: [id] });
  const phone = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId: phone, encrypt: true });
});

const definition = {
  columns: ['Email', 'Phone'],
  filters: [{ field: 'Department', operator: 'equals', value: 'Cardiology' }],
  sort: { field: 'Email', order: 'asc' as const },
};
const save = (name: string, ctx: Context = org.operator, more = {}) =>
  createView(ctx, { module: 'Contacts', name, definition, ...more });
const names = async (ctx: Context) => (await listViews(ctx, 'Contacts')).map((view) => view.name);

describe('createView', () => {
  test('keeps a view for oneself, with its event', async () => {
    const { id } = await save('Mine');
    const [view] = await listViews(org.operator, 'Contacts');
    expect(view).toEqual({
      id,
      name: 'Mine',
      shared: false,
      changeable: true,
      definition: { ...definition, dropped: [] },
    });
    expect(await names(colleague)).toEqual([]);
    expect(await names(org.admin)).toEqual([]);
    expect((await eventsOf(org, 'view.create')).at(-1)).toMatchObject({ outcome: 'done', subjectId: id });
  });

  test('shares only by whoever manages modules, and records another’s attempt', async () => {
    await expect(save('Ours', org.operator, { shared: true })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org, 'view.create')).at(-1)).toMatchObject({ outcome: 'refused' });
    await save('For all', org.admin, { shared: true });
    expect(await names(colleague)).toEqual(['For all']);
    expect((await listViews(colleague, 'Contacts'))[0]?.changeable).toBe(false);
  });

  test('refuses a name one has already, and lets another person have it', async () => {
    await save('Twice');
    await expect(save('Twice')).rejects.toMatchObject({ code: 'conflict', fields: { name: expect.any(String) } });
    await save('Twice', colleague);
  });

  test('never keeps a value of a protected field', async () => {
    const filters = [{ field: 'Phone', operator: 'equals', value: '555-907-8526' }];
    const wanted = save('Secret', org.operator, { definition: { ...definition, filters } });
    await expect(wanted).rejects.toMatchObject({ code: 'invalid', fields: { Phone: expect.any(String) } });
    const rows = await ownerSql()`select v::text as text from views v`;
    expectAbsent(JSON.stringify(rows), '555-907-8526');
  });

  test('refuses an unknown column, an empty name and a module one may not view', async () => {
    await expect(save('Odd', org.operator, { definition: { ...definition, columns: ['Nope'] } })).rejects.toMatchObject(
      {
        code: 'invalid',
      },
    );
    await expect(save(' ')).rejects.toMatchObject({ code: 'invalid', fields: { name: 'Enter a name.' } });
    await expect(save('Officer', org.officer)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('updateView and deleteView', () => {
  test('change and delete one’s own view, each with its event', async () => {
    const { id } = await save('Before');
    await updateView(org.operator, { id, name: 'After', definition: { ...definition, sort: null } });
    const view = (await listViews(org.operator, 'Contacts')).find((one) => one.id === id);
    expect(view).toMatchObject({ name: 'After', definition: { sort: null } });
    expect((await eventsOf(org, 'view.update')).at(-1)).toMatchObject({ facts: { changed: ['name', 'definition'] } });
    await deleteView(org.operator, { id });
    expect(await names(org.operator)).not.toContain('After');
    expect((await eventsOf(org, 'view.delete')).at(-1)).toMatchObject({ outcome: 'done', subjectId: id });
  });

  test('do not find another person’s private view, nor another org’s', async () => {
    const { id } = await save('Private');
    const other = await makeOrg();
    for (const ctx of [colleague, org.admin, other.admin]) {
      await expect(updateView(ctx, { id, name: 'Taken' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(deleteView(ctx, { id })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('leave a shared view to whoever may share', async () => {
    const { id } = await save('Shared one', org.admin, { shared: true });
    await expect(updateView(org.operator, { id, name: 'Mine now' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteView(org.operator, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await deleteView(org.admin, { id });
  });
});

describe('a view whose fields have changed', () => {
  test('opens without what was deleted or marked since, and says so', async () => {
    const fresh = await makeHealthOrg();
    const [gone] = await addFields(fresh, 'Contacts', ['Ward']);
    await createView(fresh.operator, {
      module: 'Contacts',
      name: 'Old',
      definition: {
        columns: ['Ward', 'Email', 'Fax'],
        filters: [{ field: 'Department', operator: 'equals', value: 'Cardiology' }],
        sort: { field: 'Ward', order: 'asc' },
      },
    });
    await deleteField(fresh.admin, { module: 'Contacts', fieldId: gone ?? '' });
    for (const name of ['Email', 'Department']) {
      await markField(fresh.admin, {
        module: 'Contacts',
        fieldId: await fieldIdOf(fresh, 'Contacts', name),
        encrypt: true,
      });
    }
    const [view] = await listViews(fresh.operator, 'Contacts');
    expect(view?.definition).toMatchObject({ columns: ['Email', 'Fax'], filters: [], sort: null });
    expect(view?.definition.dropped).toContain('Ward');
    const [row] = await ownerSql()`select definition::text as text from views where id = ${view?.id ?? ''}`;
    expect(row?.text).not.toContain('Cardiology');
  });
});

describe('the layout that a view keeps', () => {
  const laidOut = (layout: unknown) =>
    save(`Laid out ${JSON.stringify(layout)}`, org.operator, { definition: { ...definition, layout } });
  const layoutOf = async (id: string) =>
    (await listViews(org.operator, 'Contacts')).find((view) => view.id === id)?.definition;

  test('is a board or a calendar by what may make one, and refused by what may not', async () => {
    const calendar = { kind: 'calendar', by: 'Created_Time' };
    expect((await layoutOf((await laidOut(calendar)).id))?.layout).toEqual(calendar);
    await expect(laidOut({ kind: 'board', by: 'Phone', sum: null })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(laidOut({ kind: 'calendar', by: 'Email' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(laidOut({ kind: 'board', by: 'Nope', sum: null })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('is a table again, and said so, where its field is protected since', async () => {
    const { id } = await laidOut({ kind: 'board', by: 'Lead_Source', sum: null });
    expect((await layoutOf(id))?.layout).toEqual({ kind: 'board', by: 'Lead_Source', sum: null });
    const fieldId = await fieldIdOf(org, 'Contacts', 'Lead_Source');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    expect(await layoutOf(id)).toMatchObject({ dropped: ['Lead Source'] });
    expect((await layoutOf(id))?.layout).toBeUndefined();
  });
});
