/** An org that keeps personal health data: HIPAA switched on, Contacts selected. */

import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { getField, getModule } from '@/lib/crm/modules/definition';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { createRecord } from '@/lib/crm/records/create';
import { fields } from '@/lib/platform/db/schema/modules';
import { type Id, newId } from '@/lib/platform/ids';
import { asOwner } from './as-owner';
import { ownerSql } from './database';
import { makeOrg, type TestOrg } from './factories';

export async function makeHealthOrg(): Promise<TestOrg> {
  const org = await makeOrg();
  await setHipaaEnabled(org.admin, { enabled: true });
  await selectModule(org.admin, { module: 'Contacts' });
  return org;
}

/** The id of a field by its API name. */
export async function fieldIdOf(org: TestOrg, module: string, apiName: string): Promise<Id> {
  return getField(getModule(await org.metadata(), module), apiName).id;
}

/** More fields for a module, straight into the table. @returns their ids, in order. */
export async function addFields(
  org: TestOrg,
  module: string,
  names: readonly string[],
  {
    type = 'single_line',
    unique = false,
    marked = false,
  }: { type?: FieldTypeKey; unique?: boolean; marked?: boolean } = {},
): Promise<Id[]> {
  const { id: moduleId } = getModule(await org.metadata(), module);
  const rows = names.map((apiName) => ({
    orgId: org.orgId,
    id: newId(),
    moduleId,
    apiName,
    label: apiName.replaceAll('_', ' '),
    type,
    custom: true,
    uniqueValues: unique,
    marked,
  }));
  await asOwner(org.orgId, (tx) => tx.db.insert(fields).values(rows));
  return rows.map((row) => row.id);
}

/** A Contact made by the operator. */
export async function addContact(org: TestOrg, values: Record<string, unknown>): Promise<Id> {
  const { id } = await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Doe', ...values } });
  return id;
}

export interface LoggedEvent {
  action: string;
  outcome: string;
  actorId: Id;
  module: string | null;
  subjectId: Id | null;
  fields: string[];
  facts: Record<string, unknown>;
}

/** The org's events of one action, oldest first. */
export async function eventsOf(org: TestOrg, action: string): Promise<LoggedEvent[]> {
  const rows = await ownerSql()<(Omit<LoggedEvent, 'facts'> & { facts: string })[]>`
    select action, outcome, actor_id as "actorId", module, subject_id as "subjectId", fields, facts
    from ledger_entries where org_id = ${org.orgId} and action = ${action} order by id`;
  return rows.map((row) => ({ ...row, facts: JSON.parse(row.facts) }));
}
