/** A report tells its reader nothing that a list would not, and what is protected makes no part of one, for anybody. */
import { beforeAll, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { convertLead } from '@/lib/crm/records/conversion/convert';
import { createRecord } from '@/lib/crm/records/create';
import type { ListFilter } from '@/lib/crm/records/filter';
import { listRecords } from '@/lib/crm/records/list';
import type { Context } from '@/lib/platform/context';
import type { Figures } from '@/lib/platform/figures';
import type { Id } from '@/lib/platform/ids';
import type { ReportDefinition } from '@/lib/platform/report-kinds';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ownerSql } from '@/lib/tools/testing/database';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf, fieldIdOf } from '@/lib/tools/testing/health-org';
import { createReport } from './create';
import { deleteReport } from './delete';
import { getBuilder, getReport, listReports, listStandard } from './queries';
import { runReport, runStandard } from './run';
import { updateReport } from './update';

let org: TestOrg;
let colleague: Context;
let account: Id;

const report = (given: Partial<ReportDefinition> = {}): ReportDefinition => ({
  filters: [],
  groups: [],
  measures: [],
  chart: { kind: 'none', measure: 0 },
  ...given,
});
const deal = async (name: string, Stage: string, more: Record<string, unknown> = {}, ctx: Context = org.operator) =>
  (
    await createRecord(ctx, {
      module: 'Deals',
      values: { Deal_Name: name, Stage, Closing_Date: '2026-12-24', ...more },
    })
  ).id;
const words = ({ lines }: Figures) =>
  Object.fromEntries(lines.map(({ label, figures }) => [label, figures.map((one) => one.words)]));
const run = (given: Partial<ReportDefinition>, ctx: Context = org.operator, module = 'Deals') =>
  runReport(ctx, module, report(given));

beforeAll(async () => {
  org = await makeOrg();
  const id = await insertUser(org, 'Carl Colleague', org.profileIds.Operator, org.roleIds.Manager);
  colleague = contextOf(org.orgId, { id, name: 'Carl Colleague', profile: 'Operator', ownerIds: [id] });
  account = (
    await createRecord(org.operator, {
      module: 'Accounts',
      values: { Account_Name: 'Bell Ltd', Industry: 'Education' },
    })
  ).id;
  await deal('One', 'Qualification', { Amount: 100.25, Account_Name: account, Closing_Date: '2026-11-30' });
  await deal('Two', 'Qualification', { Amount: 200.5, Account_Name: account });
  await deal('Three', 'Closed Won', { Amount: 7, Type: 'New Business' });
  await deal('Four', 'Closed Won');
});

describe('a report', () => {
  test('counts, adds up, averages and compares by a pick list, in the order of its options', async () => {
    const found = await run({
      groups: [{ field: 'Stage' }],
      measures: [
        { of: 'sum', field: 'Amount' },
        { of: 'average', field: 'Amount' },
        { of: 'max', field: 'Amount' },
      ],
    });
    expect(found.measures).toEqual(['Deals', 'Sum of Amount', 'Average of Amount', 'Highest Amount']);
    expect(words(found)).toMatchObject({
      Qualification: ['2', '$300.75', '$150.38', '$200.50'],
      'Needs Analysis': ['0', '$0.00', '–', '–'],
      'Closed Won': ['2', '$7.00', '$7.00', '$7.00'],
    });
    expect(found.lines.map(({ label }) => label).slice(0, 2)).toEqual(['Qualification', 'Needs Analysis']);
    // The average of all is not the average of averages.
    expect(found.total.map((one) => one.words)).toEqual(['4', '$307.75', '$102.58', '$200.50']);
    expect(found.rowsLookedAt).toBe(4);
  });

  test('is a matrix by two groups, its margins and its total whole', async () => {
    const found = await run({ groups: [{ field: 'Closing_Date', unit: 'month' }, { field: 'Stage' }] });
    expect(found.lines.map(({ label }) => label)).toEqual(['Nov 2026', 'Dec 2026']);
    const columns = found.across?.columns.map(({ label }) => label) ?? [];
    const cell = (line: number, column: string) =>
      found.lines[line]?.cells[columns.indexOf(column)]?.figures.map((one) => one.value);
    expect([cell(0, 'Qualification'), cell(1, 'Qualification'), cell(1, 'Closed Won')]).toEqual([[1], [1], [2]]);
    expect(cell(0, 'Closed Won')).toEqual([0]);
    expect(found.lines.map(({ figures }) => figures[0]?.value)).toEqual([1, 3]);
    expect(found.total[0]?.value).toBe(4);
  });

  test('groups by day, week, month, quarter and year in the zone of whoever asks', async () => {
    const labels = async (unit: 'day' | 'week' | 'month' | 'quarter' | 'year') =>
      (await run({ groups: [{ field: 'Closing_Date', unit }] })).lines.map(({ label }) => label);
    expect(await labels('day')).toEqual(['Nov 30, 2026', 'Dec 24, 2026']);
    expect(await labels('week')).toEqual(['Week of Nov 30, 2026', 'Week of Dec 21, 2026']);
    expect(await labels('quarter')).toEqual(['Q4 2026']);
    expect(await labels('year')).toEqual(['2026']);
    const call = { Subject: 'Late', Call_Type: 'Inbound', Call_Start_Time: '2026-03-01T03:30:00Z' };
    await createRecord(org.operator, { module: 'Calls', values: call });
    const days = (timeZone: string) =>
      run({ groups: [{ field: 'Call_Start_Time', unit: 'day' }] }, { ...org.operator, timeZone }, 'Calls');
    expect((await days('America/Chicago')).lines.map(({ label }) => label)).toEqual(['Feb 28, 2026']);
    expect((await days('Europe/Berlin')).lines.map(({ label }) => label)).toEqual(['Mar 1, 2026']);
  });

  test('leads from each line and cell to the list of just its records', async () => {
    const filters: ListFilter[] = [{ field: 'Amount', operator: 'greater_than', value: '50' }];
    const found = await run({
      filters: filters as ReportDefinition['filters'],
      groups: [{ field: 'Closing_Date', unit: 'month' }, { field: 'Stage' }],
    });
    const followed = async (href: string | undefined) => {
      const asked = new URL(href ?? '', 'http://x').searchParams.get('filters') ?? '[]';
      return (await listRecords(org.operator, 'Deals', { filters: JSON.parse(asked), from: 'url' })).rows.length;
    };
    for (const { href, figures, cells } of found.lines) {
      expect(await followed(href)).toBe(figures[0]?.value);
      for (const cell of cells) if (cell.href) expect(await followed(cell.href)).toBe(cell.figures[0]?.value);
    }
    const calls = await run({ groups: [{ field: 'Call_Start_Time', unit: 'day' }] }, org.operator, 'Calls');
    const asked = new URL(calls.lines[0]?.href ?? '', 'http://x').searchParams.get('filters') ?? '[]';
    const list = await listRecords(org.operator, 'Calls', { filters: JSON.parse(asked), from: 'url' });
    expect(list.rows).toHaveLength(1);
    const owners = await run({ groups: [{ field: 'Owner' }] });
    expect(await followed(owners.lines[0]?.href)).toBe(0 + (owners.lines[0]?.figures[0]?.value ?? -1));
  });

  test('refuses what makes none: too many groups, a text, a sum of a stage, a heat map of one group', async () => {
    const wrong: Partial<ReportDefinition>[] = [
      { groups: [{ field: 'Deal_Name' }] },
      { groups: [{ field: 'Nope' }] },
      { groups: [{ field: 'Account_Name.Nope' }] },
      { groups: [{ field: 'Stage' }, { field: 'Stage' }] },
      { measures: [{ of: 'sum', field: 'Stage' }] },
      { chart: { kind: 'bars', measure: 0 } },
      { groups: [{ field: 'Stage' }], chart: { kind: 'heat', measure: 0 } },
      { groups: [{ field: 'Stage' }], chart: { kind: 'bars', measure: 1 } },
    ];
    for (const one of wrong) await expect(run(one)).rejects.toMatchObject({ code: 'invalid' });
    const three = report({ groups: [{ field: 'Stage' }, { field: 'Type' }, { field: 'Owner' }] });
    await expect(
      createReport(org.operator, { module: 'Deals', name: 'Three', definition: three }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  test('shows 200 lines at most, the totals whole, and says what is left out', async () => {
    const many = await makeOrg();
    const { id: moduleId } = (await many.metadata()).modules.find(({ apiName }) => apiName === 'Tasks') ?? {};
    await ownerSql()`
      insert into records (org_id, id, module_id, owner_id, name, name_key, "values", source, created_at, created_by, modified_at,
        modified_by)
      select ${many.orgId}::bigint, n, ${moduleId ?? '0'}::bigint, ${many.operator.actor.id}::bigint, 'T', 't',
        jsonb_build_object('Subject', 'T', 'Due_Date', (date '2020-01-01' + n::int)::text), 'seed', now(), 1, now(), 1
      from generate_series(1, 250) as n`;
    const found = await run({ groups: [{ field: 'Due_Date', unit: 'day' }] }, many.operator, 'Tasks');
    expect(found.lines).toHaveLength(200);
    expect(found.lines.at(-1)?.label).toBe('Sep 7, 2020');
    expect(found.total[0]?.value).toBe(250);
    expect(found.cut).toBe('50 lines are left out; the totals hold them.');
  });
});

describe('whose records', () => {
  test('are those of a list: one’s own where the module is private, and none of another organisation', async () => {
    await setSharing(org.admin, { module: 'Deals', sharing: 'private' });
    const by = { groups: [{ field: 'Stage' }] };
    expect((await run(by, colleague)).total[0]?.value).toBe(0);
    expect((await run(by)).total[0]?.value).toBe(4);
    expect((await run(by, org.admin)).total[0]?.value).toBe(4);
    const other = await makeOrg();
    expect((await run(by, other.admin)).total[0]?.value).toBe(0);
    await expect(run(by, org.officer)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('what a record points to counts where it may be seen; else it stands with those that have none', async () => {
    const through = { groups: [{ field: 'Account_Name.Industry' }] };
    expect(words(await run(through))).toMatchObject({ Education: ['2'], 'None that you may see': ['2'] });
    expect(words(await run({ groups: [{ field: 'Account_Name' }] }))).toEqual({
      'Bell Ltd': ['2'],
      'None that you may see': ['2'],
    });
    await setSharing(org.admin, { module: 'Accounts', sharing: 'private' });
    await setSharing(org.admin, { module: 'Deals', sharing: 'public_read' });
    const found = await run(through, colleague);
    expect(words(found)).toMatchObject({ Education: ['0'], 'None that you may see': ['4'] });
    expectAbsent(JSON.stringify(await run({ groups: [{ field: 'Account_Name' }] }, colleague)), 'Bell Ltd', account);
    expect(words(await run({ groups: [{ field: 'Account_Name.Owner' }] }, colleague))).toEqual({
      'None that you may see': ['4'],
    });
    const blind = { ...colleague, rights: { ...colleague.rights, modules: { Accounts: [] } } };
    await expect(run(through, blind)).rejects.toMatchObject({ code: 'invalid', reason: 'NO_SUCH_FIELD' });
  });
});

describe('what is protected', () => {
  let clinic: TestOrg;
  beforeAll(async () => {
    clinic = await makeOrg();
    await setHipaaEnabled(clinic.admin, { enabled: true });
    for (const module of ['Contacts', 'Leads']) await selectModule(clinic.admin, { module });
    const values = {
      Last_Name: 'Doe',
      Lead_Source: 'Advertisement',
      Date_of_Birth: '1980-02-03',
      Department: 'Oncology',
    };
    const { id } = await createRecord(clinic.operator, { module: 'Contacts', values });
    await createRecord(clinic.operator, {
      module: 'Deals',
      values: { Deal_Name: 'D', Stage: 'Closed Won', Contact_Name: id, Closing_Date: '2026-12-24' },
    });
    const definition = report({
      filters: [{ field: 'Department', operator: 'equals', value: 'Oncology' }],
      groups: [{ field: 'Lead_Source' }],
    });
    await createReport(clinic.operator, { module: 'Contacts', name: 'Before the mark', definition });
    for (const field of ['Lead_Source', 'Date_of_Birth', 'Department']) {
      const fieldId = await fieldIdOf(clinic, 'Contacts', field);
      await markField(clinic.admin, { module: 'Contacts', fieldId, encrypt: field !== 'Lead_Source', reason: 'Test' });
    }
    const fieldId = await fieldIdOf(clinic, 'Leads', 'Annual_Revenue');
    await markField(clinic.admin, { module: 'Leads', fieldId, encrypt: true });
  });

  test('is no group, filter, sum or axis of anybody, and the attempt is an event', async () => {
    const asked: [string, Partial<ReportDefinition>][] = [
      ['Contacts', { groups: [{ field: 'Lead_Source' }] }],
      ['Contacts', { groups: [{ field: 'Date_of_Birth', unit: 'year' }] }],
      ['Deals', { groups: [{ field: 'Contact_Name.Lead_Source' }] }],
      ['Leads', { measures: [{ of: 'max', field: 'Annual_Revenue' }] }],
    ];
    for (const ctx of [clinic.operator, clinic.admin]) {
      for (const [module, given] of asked) {
        await expect(runReport(ctx, module, report(given))).rejects.toMatchObject({ code: 'forbidden' });
      }
    }
    const refused = (await eventsOf(clinic, 'record.list')).filter(({ outcome }) => outcome === 'refused');
    expect(refused).toHaveLength(8);
    const filters = [{ field: 'Department', operator: 'equals', value: 'Oncology' }];
    const saved = createReport(clinic.operator, { module: 'Contacts', name: 'No', definition: report({ filters }) });
    await expect(saved).rejects.toMatchObject({ reason: 'PROTECTED_IN_REPORT' });
    const { groups, measures } = await getBuilder(clinic.operator, 'Contacts');
    const offered = JSON.stringify([groups, measures]);
    for (const name of ['Lead_Source', 'Date_of_Birth', 'Department']) expect(offered).not.toContain(`"${name}"`);
    expect(JSON.stringify((await getBuilder(clinic.operator, 'Deals')).groups)).not.toContain(
      'Contact_Name.Lead_Source',
    );
  });

  test('takes its value out of reports saved before; such a report counts nothing, rather than more', async () => {
    const rows = await ownerSql()`select r::text as text from reports r where org_id = ${clinic.orgId}`;
    expectAbsent(JSON.stringify(rows), 'Oncology');
    const [saved] = await listReports(clinic.operator);
    const again = runReport(clinic.operator, 'Contacts', saved?.definition ?? report());
    await expect(again).rejects.toMatchObject({ reason: 'PROTECTED_IN_REPORT' });
  });

  test('or hidden from the asker is not there, in the words for what is not there', async () => {
    const id = await fieldIdOf(clinic, 'Deals', 'Stage');
    const blind: Context = { ...clinic.operator, rights: { ...clinic.operator.rights, fields: { [id]: 'hidden' } } };
    const by = (field: string) => runReport(blind, 'Deals', report({ groups: [{ field }] }));
    const said = async (field: string) => by(field).catch((error: Error) => error.message.replace(field, 'X'));
    expect(await said('Stage')).toBe(await said('Nothing_Here'));
    expect((await listStandard(blind)).map(({ key }) => key)).not.toContain('pipeline');
    expect((await listStandard(clinic.operator)).map(({ key }) => key)).toContain('pipeline');
    await expect(runStandard(blind, 'pipeline')).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a saved report', () => {
  const definition = report({ groups: [{ field: 'Stage' }], chart: { kind: 'funnel', measure: 0 } });
  const save = (name: string, ctx: Context = org.operator, more = {}) =>
    createReport(ctx, { module: 'Deals', name, definition, ...more });
  const names = async (ctx: Context) => (await listReports(ctx)).map(({ name }) => name);

  test('is its maker’s until it is shared; then it stands for everybody who sees its module', async () => {
    const { id } = await save('Mine', org.operator, { folder: 'Sales' });
    expect(await getReport(org.operator, id)).toMatchObject({ key: id, folder: 'Sales', changeable: true, definition });
    expect(await names(colleague)).toEqual([]);
    await expect(getReport(colleague, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(updateReport(colleague, { id, name: 'Taken' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(updateReport(org.operator, { id, shared: true })).rejects.toMatchObject({ code: 'forbidden' });
    const shared = await save('Ours', org.admin, { shared: true });
    expect(await names(colleague)).toEqual(['Ours']);
    expect((await getReport(colleague, shared.id)).changeable).toBe(false);
    await expect(deleteReport(colleague, shared)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeOrg();
    await expect(getReport(other.admin, shared.id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await eventsOf(org, 'report.create')).at(-1)).toMatchObject({ outcome: 'done', subjectId: shared.id });
  });

  test('is renamed, moved to a folder, changed and deleted, each an event', async () => {
    const { id } = await save('Draft');
    await updateReport(org.operator, { id, name: 'Final', folder: 'Board' });
    expect(await getReport(org.operator, id)).toMatchObject({ name: 'Final', folder: 'Board', definition });
    await expect(save('Final')).rejects.toMatchObject({ code: 'conflict', fields: { name: expect.any(String) } });
    const next = report({ groups: [{ field: 'Type' }] });
    await updateReport(org.operator, { id, definition: next });
    expect((await getReport(org.operator, id)).definition).toEqual(next);
    await deleteReport(org.operator, { id });
    await expect(getReport(org.operator, id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await eventsOf(org, 'report.update')).at(-1)).toMatchObject({
      facts: { shared: false, changed: ['definition'] },
    });
    expect((await eventsOf(org, 'report.delete')).at(-1)).toMatchObject({ outcome: 'done', subjectId: id });
  });

  test('over a module that one may not view is not there', async () => {
    await save('For all', org.admin, { shared: true });
    const blind: Context = { ...colleague, rights: { ...colleague.rights, modules: { Deals: [] } } };
    expect(await listReports(blind)).toEqual([]);
    await expect(save('No', org.officer)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('lead conversion counts the leads that one sees, converted ones among them', async () => {
  const { id } = await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Lane', Company: 'Bell' } });
  await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Lowe', Company: 'Bell' } });
  const made = { account: { how: 'new' }, contact: { how: 'new' }, deal: false, values: {} } as const;
  await convertLead(org.operator, { leadId: id, version: 1, ...made });
  const found = await runStandard(org.operator, 'conversion');
  expect(found?.figures.total.map((one) => one.words)).toEqual(['2', '1', '50%']);
  expect(await runStandard(org.operator, 'nothing')).toBeNull();
});
