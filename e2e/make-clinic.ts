/**
 * `make-clinic.ts NAME PASSWORD`: a new org in the server's database, empty but for the three people of product.md §1, made
 * by the verbs that make the first org. Prints their email addresses as JSON.
 */
import { hashPassword } from '../lib/auth/password';
import { addPerson, contextOf } from '../lib/db/seed/people';
import { createOrg } from '../lib/orgs/create';

const [name = '', password = ''] = process.argv.slice(2);
const domain = `clinic-${Date.now()}.example`;
const emails = { admin: `ada@${domain}`, operator: `olga@${domain}`, officer: `otto@${domain}` };
const passwordHash = await hashPassword(password);

const org = await createOrg({ name, administrator: { name: 'Ada Admin', email: emails.admin, passwordHash } });
const admin = contextOf(org, org.administratorId, 'Ada Admin', 'Administrator');
const operator = { name: 'Olga Operator', email: emails.operator, profile: 'Operator', role: 'Manager' } as const;
const officer = { name: 'Otto Officer', email: emails.officer, profile: 'Compliance Officer', role: 'CEO' } as const;
await addPerson(org, admin, { ...operator, passwordHash });
await addPerson(org, admin, { ...officer, passwordHash });
process.stdout.write(JSON.stringify(emails));
process.exit(0);
