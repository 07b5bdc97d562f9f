import { createField } from '@/lib/admin/customization/create-field';
import { createModule } from '@/lib/admin/customization/create-module';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { createRecord } from '@/lib/crm/records/create';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { seedChats } from './chats';
import { readFixture } from './fixtures';
import { PATIENT_FIELDS } from './patient-fields';

/** Fills the demo org so that every screen has something to show. */
export async function seedDemo(admin: Context, operator: Context): Promise<void> {
  await setHipaaEnabled(admin, { enabled: true });
  const columns = await seedPatientFields(admin);
  const patients = await seedPatients(operator, columns);
  await seedReferrals(admin, operator, patients);
  const accounts = await seedAccounts(operator);
  await seedDeals(operator, accounts);
  await seedLeads(operator);
  await seedChats(admin, operator, [...patients.values()]);
}

/** Makes the custom fields, marks and seals; gives column → API name. */
async function seedPatientFields(admin: Context): Promise<Map<string, string>> {
  const columns = new Map<string, string>();
  for (const { column, apiName, label, type = 'single_line', unique = false } of PATIENT_FIELDS) {
    const name = apiName ?? (await createField(admin, { module: 'Contacts', label, type, unique })).apiName;
    columns.set(column, name);
  }
  await selectModule(admin, { module: 'Contacts' });
  const module = getModule(await inOrg(admin.orgId, metadataOf), 'Contacts');
  for (const { column } of PATIENT_FIELDS.filter(({ marked }) => marked)) {
    const field = getField(module, columns.get(column) ?? column);
    const encrypt = fieldType(field.type).sealable;
    await markField(admin, { module: 'Contacts', fieldId: field.id, encrypt });
  }
  await setRestriction(admin, { door: 'export', restricted: true });
  return columns;
}

/** Gives the ids of the patients by the id they have in the source. */
async function seedPatients(operator: Context, columns: Map<string, string>): Promise<Map<string, Id>> {
  const ids = new Map<string, Id>();
  for (const row of readFixture('patients')) {
    const values: Record<string, unknown> = {};
    for (const [column, apiName] of columns) {
      if (row[column]) values[apiName] = row[column];
    }
    const { id } = await createRecord(operator, { module: 'Contacts', values, source: 'seed' });
    if (row.id) ids.set(row.id, id);
  }
  return ids;
}

async function seedReferrals(admin: Context, operator: Context, patients: Map<string, Id>): Promise<void> {
  const { apiName: module } = await createModule(admin, { singular: 'Referral', plural: 'Referrals' });
  const patient = await createField(admin, {
    module,
    label: 'Patient',
    type: 'lookup',
    options: { lookupModule: 'Contacts' },
  });
  const referredOn = await createField(admin, { module, label: 'Referred On', type: 'date' });
  const status = await createField(admin, {
    module,
    label: 'Status',
    type: 'pick_list',
    options: { pickList: [{ label: 'New' }, { label: 'Accepted' }, { label: 'Closed' }] },
  });
  const reason = await createField(admin, { module, label: 'Reason', type: 'multi_line' });
  await selectModule(admin, { module });
  await markField(admin, { module, fieldId: reason.id, encrypt: true });

  const definition = getModule(await inOrg(admin.orgId, metadataOf), module);
  const name = definition.nameFields[0] ?? 'Name';
  for (const [n, row] of readFixture('referrals').entries()) {
    const values = {
      [name]: `Referral ${String(n + 1).padStart(3, '0')}`,
      [patient.apiName]: patients.get(row.patient_id ?? ''),
      [referredOn.apiName]: row.referred_on,
      [status.apiName]: row.clinical_status === 'resolved' ? 'Closed' : 'Accepted',
      [reason.apiName]: row.reason,
    };
    await createRecord(operator, { module, values, source: 'seed' });
  }
}

async function seedAccounts(operator: Context): Promise<Map<string, Id>> {
  const ids = new Map<string, Id>();
  const create = async (name: string, rest: Record<string, unknown>) => {
    const values = { Account_Name: name, ...rest };
    ids.set(name, (await createRecord(operator, { module: 'Accounts', values, source: 'seed' })).id);
  };
  for (const { name = '', street, city, state, zip, phone } of readFixture('organizations')) {
    const address = { Billing_Street: street, Billing_City: city, Billing_State: state, Billing_Code: zip };
    await create(name, { ...address, Phone: phone, Account_Type: 'Partner' });
  }
  for (const { name = '', phone, city, state } of readFixture('payers')) {
    await create(name, { Phone: phone, Billing_City: city, Billing_State: state, Account_Type: 'Customer' });
  }
  return ids;
}

/** A network agreement with each payer, as large as what the payer's members paid. */
async function seedDeals(operator: Context, accounts: Map<string, Id>): Promise<void> {
  const stages = ['Qualification', 'Needs Analysis', 'Value Proposition', 'Closed Won'];
  for (const [n, { name = '', revenue }] of readFixture('payers').entries()) {
    const values = {
      Deal_Name: `${name} network agreement`,
      Account_Name: accounts.get(name),
      Stage: stages[n % stages.length],
      Amount: revenue,
    };
    await createRecord(operator, { module: 'Deals', values, source: 'seed' });
  }
}

async function seedLeads(operator: Context): Promise<void> {
  for (const { first_name, last_name, street, city, state, zip } of readFixture('leads')) {
    const values = {
      First_Name: first_name,
      Last_Name: last_name,
      Street: street,
      City: city,
      State: state,
      Zip_Code: zip,
      Lead_Source: 'Web Download',
    };
    await createRecord(operator, { module: 'Leads', values, source: 'seed' });
  }
}
