import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '@/lib/platform/context';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createModule } from './create-module';
import { getLayoutSetup, type LayoutSetup } from './queries';
import { saveLayout } from './save-layout';
import type { SaveLayout } from './schemas';
import { eventsOf } from './testing/events';

let org: TestOrg;
let other: TestOrg;

type Sections = SaveLayout['sections'];

const look = (ctx: Context = org.admin) => getLayoutSetup(ctx, 'Vendors', 'Standard');

/** The layout as it is, as the editor would send it back, changed by `change`. */
function sent(setup: LayoutSetup, change: (sections: Sections) => Sections = (sections) => sections): SaveLayout {
  const sections = setup.arrangement.sections.map((section) => ({
    id: section.id,
    name: section.name,
    columns: section.columns === 1 ? (1 as const) : (2 as const),
    fieldIds: [...section.fieldIds],
  }));
  return { module: 'Vendors', layoutId: setup.id, version: setup.arrangement.version, sections: change(sections) };
}

const idOf = (setup: LayoutSetup, apiName: string) =>
  setup.module.fields.find((field) => field.apiName === apiName)?.id ?? '';

beforeAll(async () => {
  org = await makeOrg();
  other = await makeOrg();
});

describe('saveLayout', () => {
  test('adds, renames, orders and removes sections, moves and removes fields, and says all of it in one event', async () => {
    const setup = await look();
    const [phone, website] = [idOf(setup, 'Phone'), idOf(setup, 'Website')];
    const saved = await saveLayout(
      org.admin,
      sent(setup, ([first, address, description]) => [
        { name: 'Contact ways', columns: 1, fieldIds: [phone] },
        {
          ...first,
          name: 'Vendor',
          columns: 1,
          fieldIds: first?.fieldIds.filter((id) => id !== phone && id !== website) ?? [],
        },
        {
          ...address,
          name: address?.name ?? '',
          columns: 2,
          fieldIds: [...(address?.fieldIds ?? []), ...(description?.fieldIds ?? [])],
        },
      ]),
    );
    const now = await look();
    expect(now.arrangement).toEqual(saved);
    expect(saved.sections.map(({ name, columns }) => [name, columns])).toEqual([
      ['Contact ways', 1],
      ['Vendor', 1],
      ['Address Information', 2],
    ]);
    expect(saved.version).not.toBe(setup.arrangement.version);
    const event = (await eventsOf(org, setup.id)).at(-1);
    expect(event).toMatchObject({ action: 'layout.update', module: 'Vendors' });
    expect(JSON.parse(event?.facts ?? '')).toEqual({
      layout: 'Standard',
      removed: ['Website'],
      moved: ['Phone', 'Description'],
      sectionsAdded: ['Contact ways'],
      sectionsRemoved: ['Description Information'],
      sectionsChanged: ['Vendor'],
    });
  });

  test('leaves no event when nothing changed', async () => {
    const setup = await look();
    const before = await eventsOf(org, setup.id);
    expect(await saveLayout(org.admin, sent(setup))).toEqual(setup.arrangement);
    expect(await eventsOf(org, setup.id)).toHaveLength(before.length);
  });

  test('refuses a change made on an older version', async () => {
    const setup = await look();
    await saveLayout(
      org.admin,
      sent(setup, (sections) => sections.toReversed()),
    );
    await expect(saveLayout(org.admin, sent(setup))).rejects.toMatchObject({ code: 'conflict', reason: 'CONCURRENT' });
  });

  test('lets one of two who save at once win, and tells the other', async () => {
    const setup = await look();
    const both = await Promise.allSettled(
      ['A', 'B'].map((name) =>
        saveLayout(
          org.admin,
          sent(setup, (sections) => [...sections, { name, columns: 2, fieldIds: [] }]),
        ),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('keeps in the layout what the module cannot do without', async () => {
    const setup = await look();
    const name = idOf(setup, 'Vendor_Name');
    const without = sent(setup, (sections) =>
      sections.map((section) => ({ ...section, fieldIds: section.fieldIds.filter((id) => id !== name) })),
    );
    await expect(saveLayout(org.admin, without)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Vendor Name'),
    });
  });

  test('refuses a field twice, a section name twice, a strange field, a strange section and no section at all', async () => {
    const setup = await look();
    const twice = idOf(setup, 'Email');
    const add = (section: Sections[number]) =>
      saveLayout(
        org.admin,
        sent(setup, (sections) => [...sections, section]),
      );
    await expect(add({ name: 'New', columns: 2, fieldIds: [twice] })).rejects.toMatchObject({ code: 'invalid' });
    await expect(add({ name: 'vendor', columns: 2, fieldIds: [] })).rejects.toMatchObject({
      code: 'conflict',
      fields: { [`sections.${setup.arrangement.sections.length}.name`]: expect.any(String) },
    });
    await expect(add({ name: 'New', columns: 2, fieldIds: ['42'] })).rejects.toMatchObject({ code: 'not_found' });
    await expect(add({ id: '42', name: 'New', columns: 2, fieldIds: [] })).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      saveLayout(
        org.admin,
        sent(setup, () => []),
      ),
    ).rejects.toMatchObject({
      code: 'invalid',
      fields: { sections: expect.any(String) },
    });
    expect((await look()).arrangement).toEqual(setup.arrangement);
  });

  test('finds no layout of another org or module, and refuses a wrong profile with an event', async () => {
    const setup = await look();
    await createModule(org.admin, { singular: 'Ward', plural: 'Wards' });
    await expect(saveLayout(other.admin, sent(setup))).rejects.toMatchObject({ code: 'not_found' });
    await expect(saveLayout(org.admin, { ...sent(setup), module: 'Wards' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(saveLayout(org.operator, sent(setup))).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org, setup.id)).at(-1)).toMatchObject({ action: 'layout.update', outcome: 'refused' });
    await expect(getLayoutSetup(org.operator, 'Vendors', 'Standard')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getLayoutSetup(org.admin, 'Vendors', 'Other')).rejects.toMatchObject({ code: 'not_found' });
  });
});
