/** Passwords at rest: Argon2id with OWASP's parameters (Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane). */
import { hash, verify } from '@node-rs/argon2';
import { once } from '@/lib/platform/once';

/** Algorithm 2 is Argon2id: the package's enum is const, which a module of its own cannot read. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The PHC string of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/**
 * Whether a password is the one of `passwordHash`. Without a hash (no such user) it takes the same time and is false, so
 * that the time tells nobody which addresses exist.
 */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const dummy = once('people/auth/password', () => hashPassword('no user has this password'));
  const found = passwordHash?.startsWith('$argon2id$') ? passwordHash : null;
  const matches = await verify(found ?? (await dummy), password);
  return matches && found !== null;
}
