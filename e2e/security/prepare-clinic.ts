/**
 * `prepare-clinic.ts ADMIN_EMAIL PASSWORD`: adds to a clinic a person whose profile grants nothing, and a Contact of the
 * operator's with a unique word in its name. Prints their address and ids as JSON, and the administrator's.
 */

import { createRecord } from '@/lib/crm/records/create';
import { hashPassword } from '@/lib/people/auth/password';
import { createProfile } from '@/lib/people/users/create-profile';
import { updateProfile } from '@/lib/people/users/update-profile';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { addPerson, contextOf } from '@/lib/tools/seed/people';

const [adminEmail = '', password = ''] = process.argv.slice(2);
const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
const [found] = await owner<{ orgId: string; adminId: string; operator: string; manager: string; ceo: string }[]>`
  select u.org_id as "orgId", u.id as "adminId",
    (select id from profiles where org_id = u.org_id and name = 'Operator') as operator,
    (select id from roles where org_id = u.org_id and name = 'Manager') as manager,
    (select id from roles where org_id = u.org_id and name = 'CEO') as ceo
  from users u where u.email = ${adminEmail}`;
if (!found) throw new Error('There is no such administrator.');
const { orgId, adminId, operator, manager, ceo } = found;
const org = {
  orgId,
  administratorId: adminId,
  profileIds: { Administrator: operator, Operator: operator, 'Compliance Officer': operator },
  roleIds: { CEO: ceo, Manager: manager },
};
const admin = contextOf(org, adminId, 'Ada Admin', 'Administrator');
const profileId = await createProfile(admin, { name: 'Nothing', copyOf: operator });
await updateProfile(admin, { id: profileId, name: 'Nothing', rights: { everyModule: [], modules: {}, org: [] } });
const email = adminEmail.replace('ada@', 'nora@');
const nobody = { name: 'Nora Nobody', email, passwordHash: await hashPassword(password) };
await addPerson({ ...org, profileIds: { ...org.profileIds, Operator: profileId } }, admin, {
  ...nobody,
  profile: 'Operator',
  role: 'Manager',
});
const { id: contactId } = await createRecord(admin, { module: 'Contacts', values: { Last_Name: 'Zqmatrix' } });
const { id: leadId } = await createRecord(admin, { module: 'Leads', values: { Last_Name: 'Zqmatrix' } });
process.stdout.write(JSON.stringify({ email, contactId, leadId, profileId: operator, userId: adminId }));
process.exit(0);
