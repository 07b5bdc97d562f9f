import { beforeAll, describe, expect, test } from 'vitest';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { setCustomFields } from '../conversations/set-custom';
import { DEFAULT_BRAND } from './brand-schema';
import { getBrand, listBrands } from './brands';
import { isOpenNow } from './business-hours';
import { listCannedResponses, listCannedResponsesForSetup } from './canned-responses';
import { customProblems, declareCustomField, listCustomFields, undeclareCustomField } from './custom-fields';
import { deleteDepartment, listDepartments, saveDepartment } from './departments';
import { getChatSettings, updateChatSettings } from './settings';
import { listSnippets } from './snippets';
import { createBrand, deleteBrand, updateBrand } from './write-brand';
import { deleteCannedResponse, saveCannedResponse } from './write-canned-response';

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
});

const events = async (action: Parameters<typeof eventsOf>[1], subjectId: string) =>
  (await eventsOf(org.orgId, action)).filter((event) => event.subjectId === subjectId);

describe('every setting of live chat', () => {
  test('is refused to whoever may not manage chat', async () => {
    const id = org.orgId;
    const refused = [
      () => listBrands(org.operator),
      () => getBrand(org.operator, id),
      () => createBrand(org.operator, { name: 'X', settings: DEFAULT_BRAND }),
      () => updateBrand(org.operator, { id, name: 'X', settings: DEFAULT_BRAND }),
      () => deleteBrand(org.operator, { id }),
      () => saveDepartment(org.officer, { name: 'X', memberIds: [] }),
      () => deleteDepartment(org.officer, { id }),
      () => saveCannedResponse(org.operator, { shortName: 'x', text: 'x' }),
      () => deleteCannedResponse(org.operator, { id }),
      () => declareCustomField(org.operator, { name: 'x', type: 'text' }),
      () => undeclareCustomField(org.operator, { id }),
      () => listCannedResponsesForSetup(org.operator),
      () => listSnippets(org.operator),
      () => getChatSettings(org.operator),
    ];
    for (const act of refused) await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is not there for another org', async () => {
    const { id } = await createBrand(org.admin, { name: 'Ours', settings: DEFAULT_BRAND });
    const far = await makeOrg();
    await expect(deleteBrand(far.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
    for (const asked of [id, 'x']) {
      await expect(getBrand(far.admin, asked)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await listBrands(far.admin)).map((brand) => brand.id)).not.toContain(id);
  });
});

test('a brand is added, changed and removed, each by an event that names what', async () => {
  const { id } = await createBrand(org.admin, { name: 'Clinic', settings: DEFAULT_BRAND });
  await updateBrand(org.admin, { id, name: 'Clinic', settings: { ...DEFAULT_BRAND, colour: '#aa0000' } });
  await expect(
    createBrand(org.admin, { name: 'clinic', settings: { ...DEFAULT_BRAND, origins: ['https://a.example'] } }),
  ).rejects.toMatchObject({ code: 'conflict' });
  await expect(
    updateBrand(org.admin, { id, name: 'Clinic', settings: { ...DEFAULT_BRAND, origins: ['javascript:alert(1)'] } }),
  ).rejects.toMatchObject({ code: 'invalid', fields: { 'settings.origins.0': expect.any(String) } });
  const { origin, brands } = await listSnippets(org.admin);
  expect(origin).toMatch(/^https?:\/\//);
  expect(brands).toContainEqual({ id, name: 'Clinic', key: `${org.orgId}-${id}`, hasSites: false });
  const backward = DEFAULT_BRAND.businessHours.days.map(() => ({ from: '17:00', to: '09:00' }));
  const businessHours = { enabled: true, timeZone: 'Mars/Olympus', days: backward };
  await expect(
    updateBrand(org.admin, { id, name: 'Clinic', settings: { ...DEFAULT_BRAND, businessHours } }),
  ).rejects.toMatchObject({
    fields: {
      'settings.businessHours.timeZone': expect.any(String),
      'settings.businessHours.days.0.to': expect.any(String),
    },
  });
  expect(await getBrand(org.admin, id)).toMatchObject({ name: 'Clinic', settings: { colour: '#aa0000' } });
  await deleteBrand(org.admin, { id });
  expect(await events('chat_setup.update', id)).toMatchObject([{ fields: ['colour'] }]);
  expect(await events('chat_setup.delete', id)).toHaveLength(1);
});

test('a department has operators of the org only', async () => {
  const { id } = await saveDepartment(org.admin, { name: 'Billing', memberIds: [org.operator.actor.id] });
  await expect(saveDepartment(org.admin, { name: 'Care', memberIds: [org.officer.actor.id] })).rejects.toMatchObject({
    code: 'invalid',
  });
  await saveDepartment(org.admin, { id, name: 'Billing', memberIds: [] });
  expect(await listDepartments(org.admin)).toEqual([{ id, name: 'Billing', memberIds: [] }]);
  await deleteDepartment(org.admin, { id });
});

test('a canned response is found by operators', async () => {
  const { id } = await saveCannedResponse(org.admin, { shortName: 'hours', text: 'We are open from 9 to 5.' });
  for (const listed of [await listCannedResponses(org.operator), await listCannedResponsesForSetup(org.admin)]) {
    expect(listed).toEqual([{ id, shortName: 'hours', text: 'We are open from 9 to 5.' }]);
  }
  await expect(saveCannedResponse(org.admin, { shortName: 'a b', text: 'x' })).rejects.toMatchObject({
    code: 'invalid',
  });
  await deleteCannedResponse(org.admin, { id });
});

test('settings change together, and the event has old and new', async () => {
  const before = await getChatSettings(org.admin);
  await updateChatSettings(org.admin, { ...before, missedAfterSeconds: 90 });
  const [event] = await eventsOf(org.orgId, 'chat_setup.update').then((all) =>
    all.filter(({ facts }) => facts.setting === 'chat'),
  );
  expect(event).toMatchObject({ fields: ['missedAfterSeconds'], facts: { old: { missedAfterSeconds: 60 } } });
  await expect(updateChatSettings(org.admin, { ...before, idleMinutes: -1 })).rejects.toMatchObject({
    code: 'invalid',
  });
});

describe('a custom field of the site’s script', () => {
  test('that is declared is typed, and its changes are events; another is neither', async () => {
    await declareCustomField(org.admin, { name: 'member since', type: 'date' });
    const visitor = await makeVisitor(org);
    const wrong = startChat(visitor, { custom: { 'member since': 'yesterday' } });
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'custom.member since': expect.any(String) },
    });
    const { id: conversationId, visitId } = await startChat(visitor);
    await setCustomFields(visitor.ctx, { conversationId, custom: { 'member since': '2024-02-29', plan: 'Gold' } });
    await setCustomFields(visitor.ctx, { conversationId, custom: { plan: 'Silver' } });
    const [, changed, ...more] = await events('visitor.update', conversationId);
    expect(changed).toMatchObject({ fields: ['member since'], facts: { visitId, by: 'site' } });
    expect(more).toEqual([]);
    const [field] = await listCustomFields(org.admin);
    await undeclareCustomField(org.admin, { id: field?.id ?? '' });
  });

  test.each([
    ['number', '12.5', 'twelve'],
    ['boolean', 'TRUE', 'yes'],
    ['date', '2026-01-31', '31.1.2026'],
    ['text', 'short', 'longer than ten'],
  ] as const)('of type %s takes %s and refuses %s', (type, right, wrong) => {
    const declared = [{ id: '1', name: 'f', type, maxLength: 10 }];
    expect(customProblems(declared, { f: right })).toEqual({});
    expect(customProblems(declared, { f: wrong })).toEqual({ 'custom.f': expect.any(String) });
  });
});

test.each([
  ['Monday at ten in Chicago', '2026-11-23T16:00:00Z', true],
  ['Monday before nine there', '2026-11-23T14:59:00Z', false],
  ['Monday at five there', '2026-11-23T23:00:00Z', false],
  ['Sunday', '2026-11-22T16:00:00Z', false],
])('business hours are of their own time zone: %s', (_, at, open) => {
  expect(isOpenNow({ ...DEFAULT_BRAND.businessHours, enabled: true }, new Date(at))).toBe(open);
});
