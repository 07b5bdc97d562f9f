/** Blind-index tokens by which a conversation is found by its visitor. */

import { textSortKey } from '@/lib/crm/modules/field-types/text-fold';
import { countedRows } from '@/lib/crm/records/index-bits';
import { BLIND_INDEX_BITS, bitsAmong } from '@/lib/crm/records/tokens';
import { tokenOf } from '@/lib/platform/crypto/blind-index';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { VISITOR_FIELDS, type VisitorDetails, type VisitorField } from '../details';

const NORMALISE: Record<VisitorField, (value: string) => string> = {
  name: textSortKey,
  email: (value) => value.trim().toLowerCase(),
  phone: (value) => value.replace(/\D/g, ''),
};

/** A byte that says how many bits, and the bits. */
const sizedToken = (keys: OrgKeys, scope: string, text: string, bits: number): Buffer =>
  Buffer.concat([Buffer.of(bits), tokenOf(keys, `chat:${scope}`, text, bits)]);

const everySize = (tokenAt: (bits: number) => Buffer): Buffer[] =>
  Array.from({ length: BLIND_INDEX_BITS }, (_, n) => tokenAt(n + 1));

/** How long tokens of visitors or of words are that are written now, by how many of them the org has. */
export async function chatBits(tx: Tx, of: 'visitor' | 'word'): Promise<number> {
  const rows = await countedRows(`${tx.orgId}.chat.${of}`, 1, async () => {
    const limit = 2 ** (BLIND_INDEX_BITS + 1);
    const [row] = await tx.sql<[{ rows: number }]>`
      select count(*)::int as rows from (
        ${
          of === 'word'
            ? tx.sql`select from chat_tokens where org_id = ${tx.orgId} and field = 'word' limit ${limit}`
            : tx.sql`select from chat_conversations where org_id = ${tx.orgId} limit ${limit}`
        }) as counted`;
    return row.rows;
  });
  return bitsAmong(rows);
}

/** Every token that a value a visitor may be known by can have been written with: a search asks for all. */
export const visitorTokensOf = (keys: OrgKeys, field: VisitorField, value: string): Buffer[] =>
  everySize((bits) => sizedToken(keys, field, NORMALISE[field](value), bits));

/** The tokens of all that is given; `keys` are the org's. */
export function visitorTokens(
  keys: OrgKeys,
  details: VisitorDetails,
  bits: number,
): { field: VisitorField; token: Buffer }[] {
  return VISITOR_FIELDS.flatMap((field) => {
    const value = details[field];
    return value ? [{ field, token: sizedToken(keys, field, NORMALISE[field](value), bits) }] : [];
  });
}

/** The token of a whole word, in any case and without accents. */
export const wordToken = (keys: OrgKeys, word: string, bits: number): Buffer =>
  sizedToken(keys, 'word', textSortKey(word), bits);

/** Every token that a word can have been written with. */
export const wordTokensOf = (keys: OrgKeys, word: string): Buffer[] => everySize((bits) => wordToken(keys, word, bits));

/** Whether two words are found by one another: confirms what a token found. */
export const isSameWord = (one: string, other: string): boolean => textSortKey(one) === textSortKey(other);

/** Whether two values mean the same: confirms what a token found. */
export const isSameVisitorValue = (field: VisitorField, one: string, other: string): boolean =>
  NORMALISE[field](one) === NORMALISE[field](other);
