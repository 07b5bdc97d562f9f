/**
 * The secret of an offline kit, shared among its cards (Shamir, by `shamir-secret-sharing`). Guarantees: fewer cards than it takes
 * tell nothing of it; what is kept opens nothing, and shows of a guess whether it is right only to whoever has the organisation's
 * keys, slowly (Argon2id over a keyed digest that binds the kit). Against: whoever reads the database, or the backups.
 */
import { randomBytes } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { hashPassword, isPassword } from '@/lib/people/auth/password';
import { bearerMac, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Id } from '@/lib/platform/ids';
import { type CardsOfKit, SECRET_BYTES, writeCard } from './cards';

/** A kit of so many cards, of which so many are needed. */
export interface Parts {
  kitId: Id;
  needed: number;
  cards: number;
}

/** Makes a secret. @returns the codes of its cards, in their order, and what is kept of it */
export async function makeSecret(
  keys: OrgKeys,
  { kitId, needed, cards }: Parts,
): Promise<{ codes: string[]; verifier: string }> {
  const secret = randomBytes(SECRET_BYTES);
  const shares = await split(Uint8Array.from(secret), cards, needed);
  const codes = shares.map((share, n) => writeCard({ kitId, needed, cards, number: n + 1, share }));
  return { codes, verifier: await hashPassword(digestOf(keys, { kitId, needed, cards }, secret)) };
}

/**
 * Whether these cards bring the secret together of which `verifier` was kept. Null: there is none, or nobody whose it could be, which
 * takes as long.
 */
export async function isSecretOf(keys: OrgKeys | null, given: CardsOfKit, verifier: string | null): Promise<boolean> {
  const [{ kitId, needed, cards }] = given;
  // Each has a place of its own among the shares; where two do not, they are not what was made.
  const secret = await combine(given.map(({ share }) => share)).catch(() => null);
  const digest = keys && secret ? digestOf(keys, { kitId, needed, cards }, secret) : 'no kit has this secret';
  return (await isPassword(digest, verifier)) && secret !== null;
}

const digestOf = (keys: OrgKeys, { kitId, needed, cards }: Parts, secret: Uint8Array): string =>
  bearerMac(keys, 'offline kit', [kitId, needed, cards], plainDigest(Buffer.from(secret).toString('hex'))).toString(
    'base64url',
  );
