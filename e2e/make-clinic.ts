/**
 * `make-clinic.ts NAME PASSWORD [FIELD…]`: a new org in the server's database, empty but for the three people of product.md
 * §1 and a second operator, who may delete conversations, made by the verbs that make the first org; with HIPAA on and the given fields of Contacts
 * marked, if there are any; with the records that `CLINIC_RECORDS` asks for, which the operator owns. Prints the people's email addresses and what names its widget, as JSON.
 */

import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { updateFactorPolicy } from '@/lib/admin/settings/second-factor';
import { brandKeyOf, listBrands } from '@/lib/chat/setup/brands';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { createRecord } from '@/lib/crm/records/create';
import { NO_FACTORS } from '@/lib/people/auth/factor-policy';
import { hashPassword } from '@/lib/people/auth/password';
import { createOrg } from '@/lib/people/orgs/create';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { createProfile } from '@/lib/people/users/create-profile';
import { updateProfile } from '@/lib/people/users/update-profile';
import { updateUser } from '@/lib/people/users/update-user';
import { inOrg } from '@/lib/platform/db/transaction';
import { addPerson, contextOf } from '@/lib/tools/seed/people';
import type { ClinicRecords } from './clinic';

const [name = '', password = '', ...marked] = process.argv.slice(2);
const domain = `clinic-${Date.now()}.example`;
const emails = {
  admin: `ada@${domain}`,
  operator: `olga@${domain}`,
  colleague: `cole@${domain}`,
  officer: `otto@${domain}`,
};
const passwordHash = await hashPassword(password);

const org = await createOrg({ name, administrator: { name: 'Ada Admin', email: emails.admin, passwordHash } });
const admin = contextOf(org, org.administratorId, 'Ada Admin', 'Administrator');
// What is about second factors asks for them by itself.
if (process.env.CLINIC_FACTORS !== 'asked for') await updateFactorPolicy(admin, NO_FACTORS);
const operator = { name: 'Olga Operator', email: emails.operator, profile: 'Operator', role: 'Manager' } as const;
const colleague = { name: 'Cole League', email: emails.colleague, profile: 'Operator', role: 'Manager' } as const;
const officer = { name: 'Otto Officer', email: emails.officer, profile: 'Compliance Officer', role: 'CEO' } as const;
const olga = await addPerson(org, admin, { ...operator, passwordHash });
await addPerson(org, admin, { ...officer, passwordHash });
const { actor } = await addPerson(org, admin, { ...colleague, passwordHash });
const chatLead = await createProfile(admin, { name: 'Chat lead', copyOf: org.profileIds.Operator });
const { everyModule, org: granted } = STANDARD_PROFILES.Operator;
const rights = { everyModule: [...everyModule], modules: {}, org: [...granted, 'deleteConversations' as const] };
await updateProfile(admin, { id: chatLead, name: 'Chat lead', rights });
await updateUser(admin, { id: actor.id, ...colleague, profileId: chatLead, roleId: org.roleIds.Manager });
if (marked.length > 0) {
  await setHipaaEnabled(admin, { enabled: true });
  await selectModule(admin, { module: 'Contacts' });
  const contacts = getModule(await inOrg(org.orgId, metadataOf), 'Contacts');
  for (const field of marked) {
    await markField(admin, { module: 'Contacts', fieldId: getField(contacts, field).id, encrypt: true });
  }
}
const wanted = JSON.parse(process.env.CLINIC_RECORDS ?? '[]') as ClinicRecords[];
for (const { module, values, count = 1 } of wanted) {
  for (let n = 0; n < count; n += 1) await createRecord(olga, { module, values });
}
const [widget] = await listBrands(admin);
process.stdout.write(JSON.stringify({ ...emails, brand: brandKeyOf(org.orgId, widget?.id ?? '') }));
process.exit(0);
