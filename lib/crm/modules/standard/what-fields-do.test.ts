/** No standard field is there for show: its name promises nothing, or code reads it, or the screen says what it does. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/factories';
import { STANDARD_MODULES } from './all';
import type { FieldSpec } from './module-spec';

/** Fields of these types are switches, times, people and numbers of which one may expect that they act. */
const MAY_ACT = new Set('checkbox date date_time user auto_number number decimal currency percent'.split(' '));
const SOUNDS_LIKE_ACTING = /remind|notif|alert|opt_?out|send|automat|sync/i;

/** `Module.Field` → the file that acts by it. */
const READ: Readonly<Record<string, string>> = {
  'Tasks.Remind_At': 'lib/crm/reminders/tell.ts',
  'Events.Remind_At': 'lib/crm/reminders/tell.ts',
  'Calls.Reminder': 'lib/crm/reminders/tell.ts',
  'Tasks.Send_Notification_Email': 'lib/crm/records/tell-owner.ts',
  'Cases.Case_Number': 'lib/crm/records/references.ts',
};

/** What a file calls a field that it does not read by its name. */
const BY_TYPE: Readonly<Record<string, string>> = { 'Cases.Case_Number': 'fieldType(type).generated' };

/** Their help text says that nothing is done by them. */
const SAID = [
  ...['Leads', 'Contacts', 'Vendors'].map((module) => `${module}.Email_Opt_Out`),
  'Events.All_day',
  'Products.Product_Active',
  'Products.Reorder_Level',
];

/** Facts that people note, search and export; their names promise no act. */
const NOTED = [
  'Leads.No_of_Employees',
  'Leads.Annual_Revenue',
  'Contacts.Date_of_Birth',
  'Accounts.Annual_Revenue',
  'Accounts.Employees',
  'Accounts.SIC_Code',
  'Deals.Amount',
  'Deals.Closing_Date',
  'Deals.Probability',
  'Deals.Expected_Revenue',
  'Tasks.Due_Date',
  'Events.Start_DateTime',
  'Events.End_DateTime',
  'Calls.Call_Start_Time',
  'Products.Sales_Start_Date',
  'Products.Sales_End_Date',
  'Products.Support_Start_Date',
  'Products.Support_Expiry_Date',
  'Products.Unit_Price',
  'Products.Commission_Rate',
  'Products.Taxable',
  'Products.Qty_in_Stock',
  'Products.Qty_Ordered',
  'Products.Qty_in_Demand',
  'Products.Handler',
  'Campaigns.Start_Date',
  'Campaigns.End_Date',
  'Campaigns.Expected_Revenue',
  'Campaigns.Budgeted_Cost',
  'Campaigns.Actual_Cost',
  'Campaigns.Expected_Response',
  'Campaigns.Num_sent',
];

const all = STANDARD_MODULES.flatMap((module) =>
  module.sections.flatMap(({ fields }) =>
    fields.map((field) => [`${module.apiName}.${field.apiName}`, field] as const),
  ),
);
const fieldOf = (name: string): FieldSpec | undefined => all.find(([one]) => one === name)?.[1];

describe('every standard field that may be expected to act', () => {
  test('has a row here that says what reads it, what the screen says, or that it is noted only', () => {
    const promising = all.filter(
      ([name, { type, label }]) => MAY_ACT.has(type) || SOUNDS_LIKE_ACTING.test(name + label),
    );
    expect(promising.map(([name]) => name).sort()).toEqual([...Object.keys(READ), ...SAID, ...NOTED].sort());
  });

  test.each(Object.entries(READ))('%s is read by %s', (name, file) => {
    const [, apiName = ''] = name.split('.');
    expect(readFileSync(file, 'utf8')).toContain(BY_TYPE[name] ?? `'${apiName}'`);
  });

  test.each(SAID)('%s says on the form that nothing is done by it', (name) => {
    expect(fieldOf(name)?.helpText).toMatch(/^For those who read it: /);
  });

  test('says the same in organisations from before, where nobody wrote a help text', async () => {
    const migration = readFileSync('drizzle/0072_what_fields_do.sql', 'utf8');
    const org = await makeOrg();
    const shown = await ownerSql()<{ name: string; words: string }[]>`
      select m.api_name || '.' || f.api_name as name, f.help_text as words
      from fields f join modules m on m.org_id = f.org_id and m.id = f.module_id
      where f.org_id = ${org.orgId} and f.help_text is not null order by name`;
    const [mine, kept] = [shown.map((row) => ({ ...row })), 'Ours'];
    expect(mine).toHaveLength(SAID.length + 4);
    await ownerSql()`update fields set help_text = null where org_id = ${org.orgId}`;
    await ownerSql()`update fields set help_text = ${kept} where org_id = ${org.orgId} and api_name = 'All_day'`;
    await ownerSql().unsafe(migration);
    const after = await ownerSql()<{ name: string; words: string }[]>`
      select m.api_name || '.' || f.api_name as name, f.help_text as words
      from fields f join modules m on m.org_id = f.org_id and m.id = f.module_id
      where f.org_id = ${org.orgId} and f.help_text is not null order by name`;
    const expected = mine.map(({ name, words }) => ({ name, words: name === 'Events.All_day' ? kept : words }));
    expect(after.map((row) => ({ ...row }))).toEqual(expected);
  });
});
