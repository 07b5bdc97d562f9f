import { beforeAll, describe, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { previewLoss, previewMark } from './preview';
import { getComplianceOverview } from './queries';
import { scannerFlow, scannerPlace } from './scanner-flow';
import { listSealing } from './sealing';
import { setRestriction } from './set-restriction';

let org: TestOrg;
beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['SSN', 'Allergies'], { marked: true });
});

describe('the overview', () => {
  test('counts selected modules and marked fields', async () => {
    const { modules, hipaaEnabled, mayManage } = await getComplianceOverview(org.admin);
    expect([hipaaEnabled, mayManage]).toEqual([true, true]);
    expect(modules.filter(({ selected }) => selected)).toMatchObject([
      { module: 'Contacts', plural: 'Contacts', markedFields: 2, sealedFields: 0, layoutId: expect.any(String) },
    ]);
    expect(modules).toHaveLength(11);
  });

  test('says for every door what leaves it, by the same rule that decides it', async () => {
    const flowOf = async () =>
      Object.fromEntries((await getComplianceOverview(org.admin)).flow.map(({ door, marked }) => [door, marked]));
    const open = {
      screen: 'masked',
      api: 'may_leave',
      zoho_app: 'may_leave',
      third_party: 'may_leave',
      visitor: 'withheld',
    };
    await setRestriction(org.admin, { door: 'export', restricted: true });
    expect(await flowOf()).toEqual({ ...open, export: 'withheld' });
    await setRestriction(org.admin, { door: 'export', restricted: false });
    expect(await flowOf()).toEqual({ ...open, export: 'withheld' });
    await confirmHolds(org);
    expect(await flowOf()).toEqual({ ...open, export: 'may_leave' });
  });

  test('says where the file scanner stands, by what its name leads to, and that it is closed outside without an agreement', async () => {
    expect(await scannerPlace('/run/clamd.sock')).toMatchObject({ is: 'own' });
    expect(await scannerPlace('10.0.4.7:3310')).toMatchObject({ is: 'own', address: '10.0.4.7:3310' });
    expect(await scannerPlace('[::1]:3310')).toMatchObject({ is: 'own' });
    expect(await scannerPlace('8.8.8.8:3310')).toMatchObject({ is: 'outside' });
    expect(await scannerPlace('nobody.invalid:3310')).toMatchObject({ is: 'nowhere' });
    expect((await getComplianceOverview(org.admin)).scanner).toMatchObject({ files: 0, capped: false, lastAt: null });
    const place = { is: 'outside', address: '8.8.8.8:3310' } as const;
    const flow = (is: typeof place | { is: 'own'; address: string }) =>
      inOrg(org.orgId, async (tx) => scannerFlow(tx, await org.metadata(), is));
    expect(await flow(place)).toMatchObject({ closed: true, agreement: null });
    expect(await flow({ ...place, is: 'own' })).toMatchObject({ closed: false });
  });

  test('is there to read for an officer, who may change nothing', async () => {
    expect(await getComplianceOverview(org.officer)).toMatchObject({ mayManage: false, hipaaEnabled: true });
  });

  test('is not there for an operator', async () => {
    await expect(getComplianceOverview(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listSealing(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('of another org knows nothing of this one', async () => {
    const other = await makeOrg();
    const { hipaaEnabled, modules } = await getComplianceOverview(other.admin);
    expect([hipaaEnabled, modules.some(({ selected }) => selected)]).toEqual([false, false]);
  });
});

describe('the preview of a loss', () => {
  test('names the fields by module, and what must be typed', async () => {
    const hold = { hours: 24, couldConfirm: ['Otto Officer'] };
    const lost = { module: 'Contacts', plural: 'Contacts', fields: ['SSN', 'Allergies'] };
    expect(await previewLoss(org.admin, { module: 'Contacts' })).toEqual({
      confirmText: 'Contacts',
      fields: 2,
      modules: [lost],
      hold,
      namesStayHidden: false,
    });
    const { orgName } = await org.metadata();
    expect(await previewLoss(org.admin, {})).toMatchObject({ confirmText: orgName, fields: 2, modules: [lost], hold });
  });

  test('is refused to those who may not manage compliance', async () => {
    await expect(previewLoss(org.officer, {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the preview of a mark', () => {
  test('says what marking would change', async () => {
    const fieldId = await fieldIdOf(org, 'Contacts', 'Last_Name');
    expect(await previewMark(org.admin, { module: 'Contacts', fieldId })).toEqual({
      markedFields: 2,
      limit: 25,
      sealable: true,
      sealed: false,
      inBackground: false,
      use: { clients: [], views: [], exports: 0 },
      isName: true,
      isSorted: true,
    });
  });

  test('is refused to those who may not manage compliance, and finds no field of another org', async () => {
    const fieldId = await fieldIdOf(org, 'Contacts', 'Last_Name');
    const choice = { module: 'Contacts', fieldId };
    await expect(previewMark(org.operator, choice)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeOrg();
    await expect(previewMark(other.admin, choice)).rejects.toMatchObject({ code: 'not_found' });
  });
});
