/**
 * One-time codes for who has lost a factor. Guarantees: shown once; of each a keyed digest is kept, bound to its row and its
 * owner; used once, also by two requests at the same time; one that was used stays so. Against: whoever reads the database, or
 * writes to it without the keys. About 138 bits each; of those made before there were as many, 74.
 */
import { randomInt } from 'node:crypto';
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';

const HOW_MANY = 10;
/** Without letters and digits that are taken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 7;
const GROUP_LENGTH = 4;
/** 15 characters: those that somebody has written down go on. */
const LENGTHS = [GROUPS * GROUP_LENGTH, 15];

const newCode = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  ).join('-');

/** What a person typed, without spaces and dashes; null where it cannot be one. */
export function readRecoveryCode(text: string): string | null {
  const code = text.toLowerCase().replace(/[\s-]/g, '');
  return LENGTHS.includes(code.length) && [...code].every((sign) => ALPHABET.includes(sign)) ? code : null;
}

const digestOf = (keys: OrgKeys, userId: Id, id: Id, code: string): Buffer =>
  bearerMac(keys, 'recovery', [userId, id], plainDigest(code));

/** Makes ten, in place of those there were. @returns them, to be shown once */
export async function replaceRecoveryCodes(tx: Tx, userId: Id, at: Date): Promise<string[]> {
  const keys = await keysOf(tx);
  await endRecoveryCodes(tx, userId, at);
  const made = Array.from({ length: HOW_MANY }, () => ({ id: newId(), code: newCode() }));
  const rows = made.map(({ id, code }) => ({
    id,
    digest: digestOf(keys, userId, id, code.replaceAll('-', '')).toString('hex'),
  }));
  await tx.sql`
    insert into recovery_codes (org_id, id, user_id, digest, created_at)
    select ${tx.orgId}, r.id, ${userId}, decode(r.digest, 'hex'), ${at.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id bigint, digest text)`;
  return made.map(({ code }) => code);
}

/** Those that were not used serve no more. */
export async function endRecoveryCodes(tx: Tx, userId: Id, at: Date): Promise<void> {
  await tx.sql`
    update recovery_codes set used_at = ${at.toISOString()}::timestamptz
    where org_id = ${tx.orgId} and user_id = ${userId} and used_at is null`;
}

/** Uses a code, as `readRecoveryCode` gives it. @returns how many are left; null where it is none that serves */
export async function spendRecoveryCode(tx: Tx, userId: Id, code: string, at: Date): Promise<number | null> {
  const keys = await keysOf(tx);
  const rows = await tx.sql<{ id: Id; digest: Buffer }[]>`
    select id, digest from recovery_codes
    where org_id = ${tx.orgId} and user_id = ${userId} and used_at is null order by id for update`;
  const found = rows.filter(({ id, digest }) => isSameDigest(digestOf(keys, userId, id, code), digest))[0];
  if (!found) return null;
  await tx.sql`
    update recovery_codes set used_at = ${at.toISOString()}::timestamptz
    where org_id = ${tx.orgId} and id = ${found.id}`;
  return rows.length - 1;
}

export async function countRecoveryCodes(tx: Tx, userId: Id): Promise<number> {
  const [row] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from recovery_codes
    where org_id = ${tx.orgId} and user_id = ${userId} and used_at is null`;
  return row.count;
}
