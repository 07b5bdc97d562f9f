import { hashPassword } from '@/lib/auth/password';
import { newTemporaryPassword } from '@/lib/auth/temporary-password';
import { type CreatedOrg, createOrg } from '@/lib/orgs/create';

export interface FirstAdministrator {
  org: string;
  name: string;
  email: string;
  timeZone?: string;
  /** A generated one when left out. */
  password?: string;
}

/** Makes an org with its first administrator. Gives the password, to be shown once: only its hash is kept. */
export async function createFirstAdministrator(
  first: FirstAdministrator,
): Promise<CreatedOrg & { email: string; password: string }> {
  const { org, name, timeZone, password = newTemporaryPassword() } = first;
  const email = first.email.trim().toLowerCase();
  const passwordHash = await hashPassword(password);
  const administrator = { name, email, passwordHash, ...(timeZone === undefined ? {} : { timeZone }) };
  return { ...(await createOrg({ name: org, administrator })), email, password };
}
