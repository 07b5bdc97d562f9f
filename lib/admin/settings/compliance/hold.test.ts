/** Unmark, read, restore: what nobody else confirmed stays protected, on every screen and at every door. */
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { attachFile } from '@/lib/crm/attachments/attach';
import { listAttachments } from '@/lib/crm/attachments/queries';
import { printRecord } from '@/lib/crm/exports/print/print';
import { planRecordExport } from '@/lib/crm/exports/records/export';
import { fieldsWithMark, getField, getModule, isSelected } from '@/lib/crm/modules/definition';
import { listNotes } from '@/lib/crm/notes/queries';
import { createNote } from '@/lib/crm/notes/write';
import { getRecord } from '@/lib/crm/records/get';
import { listRecords } from '@/lib/crm/records/list';
import { listTimeline } from '@/lib/crm/records/timeline';
import { confirmApproval, stopApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { settleApprovals } from '@/lib/people/approvals/settle';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import type { Door } from '@/lib/protection/compliance/doors';
import { treatmentOf } from '@/lib/protection/compliance/policy';
import { reveal } from '@/lib/protection/disclose/reveal';
import { contextOf, insertUser, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { markField } from '../mark-field';
import { unmarkField } from '../unmark-field';
import { deselectModule } from './deselect-module';
import { getComplianceOverview } from './queries';
import { restoreMarks } from './restore-marks';
import { selectModule } from './select-module';
import { setHipaaEnabled } from './set-hipaa-enabled';
import { setHoldHours } from './set-hold-hours';
import { setRestriction } from './set-restriction';

const HOUR_MS = 3_600_000;
const SSN = '999-77-1234';
const DIAGNOSIS = 'F41.1';

interface Clinic extends TestOrg {
  patient: Id;
}

/** SSN marked and encrypted, Diagnosis marked in the clear, a note; the export door closed. */
async function makeClinic(): Promise<Clinic> {
  const org = await makeHealthOrg();
  const [ssn = '', diagnosis = ''] = await addFields(org, 'Contacts', ['SSN', 'Diagnosis']);
  const patient = await addContact(org, { SSN, Diagnosis: DIAGNOSIS });
  await createNote(org.operator, { module: 'Contacts', recordId: patient, body: 'She said it began in May.' });
  await markField(org.admin, { module: 'Contacts', fieldId: ssn, encrypt: true });
  await markField(org.admin, { module: 'Contacts', fieldId: diagnosis, encrypt: false, reason: 'Tried out' });
  await setRestriction(org.admin, { door: 'export', restricted: true });
  return { ...org, patient };
}

const offAndOn = async ({ admin, metadata }: Clinic) => {
  await setHipaaEnabled(admin, { enabled: false, confirmation: (await metadata()).orgName });
  await setHipaaEnabled(admin, { enabled: true });
};

const shownTo = async (ctx: Context, { patient }: Clinic) => {
  const { record } = await getRecord(ctx, 'Contacts', patient);
  const { rows, masked } = await listRecords(ctx, 'Contacts', { columns: ['SSN', 'Diagnosis'] });
  const { events } = await listTimeline(ctx, { module: 'Contacts', recordId: patient });
  return {
    values: [record.values.SSN, record.values.Diagnosis],
    rows,
    masked,
    text: JSON.stringify([record, rows, events]),
  };
};

const expectHidden = async (org: Clinic) => {
  for (const ctx of [org.admin, org.operator]) {
    const { values, masked, text } = await shownTo(ctx, org);
    expect(values).toEqual([undefined, undefined]);
    expect(masked).toEqual(['SSN', 'Diagnosis']);
    expect(text).not.toContain(SSN);
    expect(text).not.toContain(DIAGNOSIS);
  }
};

const waitingIn = async (org: TestOrg) => (await listApprovals(org.officer)).waiting;

describe('HIPAA switched off and on again', () => {
  test('shows nothing to anybody; the marks are gone, counted so, and offered back', async () => {
    const org = await makeClinic();
    await offAndOn(org);
    const contacts = getModule(await org.metadata(), 'Contacts');
    expect([isSelected(contacts), fieldsWithMark(contacts)]).toEqual([false, []]);
    const { modules, offers, waiting, hold } = await getComplianceOverview(org.admin);
    expect(modules.find(({ module }) => module === 'Contacts')).toMatchObject({ selected: false, markedFields: 0 });
    expect(offers).toMatchObject([{ fields: ['SSN', 'Diagnosis'] }]);
    expect(waiting).toMatchObject([{ words: 'HIPAA compliance switched off: 2 fields, notes and files of Contacts' }]);
    expect(hold).toEqual({ hours: 24, couldConfirm: ['Otto Officer'] });
    await expectHidden(org);
  });

  test('searches, filters and sorts by nothing that it protected, for those who may not reveal', async () => {
    const org = await makeClinic();
    await offAndOn(org);
    for (const [field, value] of [
      ['SSN', SSN],
      ['Diagnosis', DIAGNOSIS],
    ] as const) {
      const filters = [{ field, operator: 'equals', values: [value] }] as const;
      await expect(listRecords(org.admin, 'Contacts', { filters })).rejects.toMatchObject({ code: 'forbidden' });
      const sort = { field, order: 'asc' } as const;
      await expect(listRecords(org.operator, 'Contacts', { sort })).rejects.toMatchObject({ code: 'forbidden' });
      expect((await listRecords(org.admin, 'Contacts', { search: value })).rows).toEqual([]);
    }
  });

  test('lets nothing out through a door that was closed, nor to those who may not reveal through an open one', async () => {
    const org = await makeClinic();
    await offAndOn(org);
    for (const ctx of [org.admin, org.operator]) {
      const plan = await planRecordExport(ctx, {
        module: 'Contacts',
        columns: ['SSN', 'Diagnosis', 'Email'],
        bom: false,
      });
      expect(plan.withheld).toEqual(['SSN', 'Diagnosis']);
      const { record } = await printRecord(ctx, 'Contacts', org.patient);
      expect([record.values.SSN, record.values.Diagnosis]).toEqual([undefined, undefined]);
    }
    const metadata = await org.metadata();
    const { compliance } = metadata;
    const ssn = getField(getModule(metadata, 'Contacts'), 'SSN');
    const at = (door: Door, ctx: Context) => treatmentOf(ssn, door, compliance, ctx.rights);
    expect([at('api', org.admin), at('export', org.operator), at('visitor', org.operator)]).toEqual([
      'withheld',
      'withheld',
      'withheld',
    ]);
  });

  test('keeps notes and file names from those who may not reveal, and each reading of them an event', async () => {
    const org = await makeClinic();
    const ref = { module: 'Contacts', recordId: org.patient };
    await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
    await attachFile(org.operator, { ...ref, fileName: 'scan.txt', source: Readable.from([Buffer.from('text')]) });
    expect((await listNotes(org.admin, ref)).notes).toBeNull();
    expect(await listAttachments(org.admin, ref)).toMatchObject([{ name: null }]);
    await expect(listAttachments(org.operator, ref, { door: 'export' })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listNotes(org.operator, ref)).notes).toHaveLength(1);
    expect(await eventsOf(org, 'note.view')).toHaveLength(1);
    await confirmHolds(org);
    expect((await listNotes(org.admin, ref)).notes).toHaveLength(1);
  });

  test('leaves a reveal possible, with its purpose, and each view an event', async () => {
    const org = await makeClinic();
    await offAndOn(org);
    const request = { module: 'Contacts', recordId: org.patient, fields: ['SSN'], purpose: 'treatment' } as const;
    expect(await reveal(org.operator, request)).toEqual({ SSN });
    await expect(reveal(org.admin, request)).rejects.toMatchObject({ code: 'forbidden' });
    await getRecord(org.admin, 'Contacts', org.patient);
    expect((await eventsOf(org, 'record.view')).at(-1)).toMatchObject({ fields: ['SSN', 'Diagnosis'] });
  });

  test('and restored: nothing was shown, each act is an event, and the approval is withdrawn', async () => {
    const org = await makeClinic();
    await offAndOn(org);
    await expectHidden(org);
    await restoreMarks(org.admin, { modules: ['Contacts'] });
    await expectHidden(org);
    expect(await waitingIn(org)).toEqual([]);
    expect(await eventsOf(org, 'approval.ask')).toHaveLength(1);
    expect(await eventsOf(org, 'approval.stop')).toHaveLength(1);
    expect(await eventsOf(org, 'compliance.restore_marks')).toHaveLength(1);
    const [off] = (await eventsOf(org, 'compliance.update')).filter(({ facts }) => facts.new === false);
    expect(off?.facts).toMatchObject({ setting: 'hipaaEnabled', approval: expect.any(String) });
    await settleApprovals(org.orgId, APPROVAL_HANDLERS, new Date(Date.now() + 200 * HOUR_MS));
    await expectHidden(org);
  });
});

describe('what was taken away shows', () => {
  test('when an officer confirms, and not when the one who did it would', async () => {
    const org = await makeClinic();
    await offAndOn(org);
    const [{ id = '' } = {}] = await waitingIn(org);
    await expect(confirmApproval(org.admin, { id }, APPROVAL_HANDLERS)).rejects.toMatchObject({ reason: 'ASKED' });
    await expectHidden(org);
    await confirmApproval(org.officer, { id }, APPROVAL_HANDLERS);
    expect((await shownTo(org.operator, org)).values).toEqual([SSN, DIAGNOSIS]);
  });

  test('when a second administrator confirms', async () => {
    const org = await makeClinic();
    const userId = await insertUser(org, 'Second Admin', org.profileIds.Administrator, org.roleIds.CEO);
    const second = contextOf(org.orgId, { id: userId, name: 'Second Admin', profile: 'Administrator', ownerIds: null });
    await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
    const [{ id = '' } = {}] = await waitingIn(org);
    await confirmApproval(second, { id }, APPROVAL_HANDLERS);
    expect((await shownTo(org.admin, org)).values).toEqual([SSN, DIAGNOSIS]);
  });

  test('when the delay ends, which is 24 hours, and not before', async () => {
    const org = await makeClinic();
    await unmarkField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Diagnosis') });
    await settleApprovals(org.orgId, APPROVAL_HANDLERS, new Date(Date.now() + 23.9 * HOUR_MS));
    expect((await shownTo(org.admin, org)).values).toEqual([undefined, undefined]);
    await settleApprovals(org.orgId, APPROVAL_HANDLERS, new Date(Date.now() + 24.1 * HOUR_MS));
    expect((await shownTo(org.admin, org)).values).toEqual([undefined, DIAGNOSIS]);
  });

  test('of a sealed field only with an event that names it, on the page and in the list', async () => {
    const org = await makeClinic();
    await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
    await confirmHolds(org);
    await getRecord(org.admin, 'Contacts', org.patient);
    await listRecords(org.admin, 'Contacts', { columns: ['SSN', 'Diagnosis'] });
    const last = { actorId: org.admin.actor.id, fields: ['SSN'] };
    expect((await eventsOf(org, 'record.view')).at(-1)).toMatchObject(last);
    expect((await eventsOf(org, 'record.list')).at(-1)).toMatchObject(last);
  });
});

test('a name made of an encrypted field shows in the list and on the page when the mark is gone for good, not before', async () => {
  const org = await makeClinic();
  const fieldId = await fieldIdOf(org, 'Contacts', 'Last_Name');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  await unmarkField(org.admin, { module: 'Contacts', fieldId });
  const names = async () => {
    const { rows } = await listRecords(org.operator, 'Contacts', { columns: ['Owner'] });
    return [rows[0]?.name, (await getRecord(org.operator, 'Contacts', org.patient)).record.name];
  };
  expect(await names()).toEqual([null, null]);
  await confirmHolds(org);
  expect(await names()).toEqual(['Doe', 'Doe']);
  expect((await eventsOf(org, 'record.list')).at(-1)).toMatchObject({ fields: ['Last_Name'] });
});

describe('an officer who stops it', () => {
  test('puts HIPAA, the modules and the marks back as they were', async () => {
    const org = await makeClinic();
    await setHipaaEnabled(org.admin, { enabled: false, confirmation: (await org.metadata()).orgName });
    const [{ id = '' } = {}] = await waitingIn(org);
    await expect(stopApproval(org.operator, { id }, APPROVAL_HANDLERS)).rejects.toMatchObject({ code: 'forbidden' });
    await stopApproval(org.officer, { id }, APPROVAL_HANDLERS);
    const metadata = await org.metadata();
    const contacts = getModule(metadata, 'Contacts');
    expect([metadata.compliance.hipaaEnabled, isSelected(contacts)]).toEqual([true, true]);
    expect(fieldsWithMark(contacts).map(({ apiName }) => apiName)).toEqual(['SSN', 'Diagnosis']);
    expect((await getComplianceOverview(org.admin)).offers).toEqual([]);
    await settleApprovals(org.orgId, APPROVAL_HANDLERS, new Date(Date.now() + 200 * HOUR_MS));
    await expectHidden(org);
  });

  test('leaves protected without a mark what has no room any more; that can be asked for anew', async () => {
    const org = await makeClinic();
    const fieldId = await fieldIdOf(org, 'Contacts', 'Diagnosis');
    await unmarkField(org.admin, { module: 'Contacts', fieldId });
    const names = Array.from({ length: 24 }, (_, n) => `New_${n}`);
    await addFields(org, 'Contacts', names, { marked: true });
    const [{ id = '' } = {}] = await waitingIn(org);
    await stopApproval(org.officer, { id }, APPROVAL_HANDLERS);
    await expectHidden(org);
    await unmarkField(org.admin, { module: 'Contacts', fieldId });
    expect(await waitingIn(org)).toHaveLength(1);
    await confirmHolds(org);
    expect((await shownTo(org.admin, org)).values).toEqual([undefined, DIAGNOSIS]);
  });
});

describe('a door that is switched off', () => {
  test('opens when it is confirmed; closed again meanwhile, it stays closed', async () => {
    const org = await makeClinic();
    const isClosed = async () => (await org.metadata()).compliance.restrictExport;
    await setRestriction(org.admin, { door: 'export', restricted: false });
    expect(await isClosed()).toBe(true);
    const [shown] = (await getComplianceOverview(org.admin)).switches.filter(({ door }) => door === 'export');
    expect(shown).toMatchObject({ restricted: false, opening: true });
    await setRestriction(org.admin, { door: 'export', restricted: true });
    expect(await waitingIn(org)).toEqual([]);
    await setRestriction(org.admin, { door: 'export', restricted: false });
    await confirmHolds(org);
    expect(await isClosed()).toBe(false);
  });
});

describe('the delay', () => {
  test('made shorter, or none, is so when that is confirmed or the delay so far has ended; made longer, at once', async () => {
    const org = await makeClinic();
    const hours = async () => (await org.metadata()).holdHours;
    await setHoldHours(org.admin, { hours: 0 });
    expect(await hours()).toBe(24);
    await offAndOn(org);
    await expectHidden(org);
    await setHoldHours(org.admin, { hours: 48 });
    expect(await hours()).toBe(48);
    await setHoldHours(org.admin, { hours: 1 });
    await setHoldHours(org.admin, { hours: 0 });
    expect((await waitingIn(org)).map(({ words }) => words)).toEqual([
      'HIPAA compliance switched off: 2 fields, notes and files of Contacts',
      'The delay of what is taken away: none instead of 48 hours',
    ]);
    await settleApprovals(org.orgId, APPROVAL_HANDLERS, new Date(Date.now() + 48.1 * HOUR_MS));
    expect(await hours()).toBe(0);
  });

  test('set to none by two people, what is unmarked shows at once', async () => {
    const org = await makeClinic();
    await setHoldHours(org.admin, { hours: 0 });
    await confirmHolds(org);
    await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
    expect((await shownTo(org.admin, org)).values).toEqual([SSN, DIAGNOSIS]);
  });

  test('needs the right to manage compliance, and touches no other org', async () => {
    const [org, other] = [await makeClinic(), await makeClinic()];
    await expect(setHoldHours(org.officer, { hours: 48 })).rejects.toMatchObject({ code: 'forbidden' });
    await setHoldHours(org.admin, { hours: 48 });
    expect((await other.metadata()).holdHours).toBe(24);
  });
});

test('a module selected and marked anew while it waits stays protected, whatever becomes of the approval', async () => {
  const org = await makeClinic();
  await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
  await selectModule(org.admin, { module: 'Contacts' });
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'SSN'), encrypt: true });
  await confirmHolds(org);
  const { values } = await shownTo(org.operator, org);
  expect(values).toEqual([undefined, DIAGNOSIS]);
  expect((await listNotes(org.admin, { module: 'Contacts', recordId: org.patient })).notes).toBeNull();
});

test('a module that waits takes no place of the ten, and its fields none of the twenty-five', async () => {
  const org = await makeClinic();
  await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
  await selectModule(org.admin, { module: 'Contacts' });
  await addFields(
    org,
    'Contacts',
    Array.from({ length: 25 }, (_, n) => `New_${n}`),
    { marked: true },
  );
  const fieldId = await fieldIdOf(org, 'Contacts', 'SSN');
  await expect(markField(org.admin, { module: 'Contacts', fieldId, encrypt: true })).rejects.toMatchObject({
    code: 'limited',
  });
  await expectHidden(org);
});

test('while HIPAA is off, the page names each field and door that is protected still, until when, and who can confirm', async () => {
  const org = await makeClinic();
  await setRestriction(org.admin, { door: 'export', restricted: false });
  await setHipaaEnabled(org.admin, { enabled: false, confirmation: (await org.metadata()).orgName });
  const { hipaaEnabled, heldFields, waiting, flow } = await getComplianceOverview(org.officer);
  expect([hipaaEnabled, heldFields]).toEqual([false, 2]);
  expect(waiting.flatMap(({ fields }) => fields)).toEqual([{ module: 'Contacts', labels: ['SSN', 'Diagnosis'] }]);
  expect(waiting.flatMap(({ doors }) => doors)).toEqual(['Export']);
  for (const { couldConfirm, endsAt } of waiting) {
    expect(couldConfirm).toContain('Otto Officer');
    expect(Date.parse(endsAt)).toBeGreaterThan(Date.now() + 23 * HOUR_MS);
  }
  expect(flow.find(({ door }) => door === 'export')?.marked).toBe('withheld');
});
