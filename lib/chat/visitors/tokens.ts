/** Blind-index tokens by which a conversation is found by its visitor. */
import { tokenOf } from '../../crypto/blind-index';
import type { OrgKeys } from '../../crypto/keyring';
import { textSortKey } from '../../modules/field-types/text-fold';
import { BLIND_INDEX_BITS } from '../../records/tokens';
import { VISITOR_FIELDS, type VisitorDetails, type VisitorField } from '../details';

const NORMALISE: Record<VisitorField, (value: string) => string> = {
  name: textSortKey,
  email: (value) => value.trim().toLowerCase(),
  phone: (value) => value.replace(/\D/g, ''),
};

/** The token of a value a visitor may be known by. */
export const visitorTokenOf = (keys: OrgKeys, field: VisitorField, value: string): Buffer =>
  tokenOf(keys, `chat:${field}`, NORMALISE[field](value), BLIND_INDEX_BITS);

/** The tokens of all that is given; `keys` are the org's. */
export function visitorTokens(keys: OrgKeys, details: VisitorDetails): { field: VisitorField; token: Buffer }[] {
  return VISITOR_FIELDS.flatMap((field) => {
    const value = details[field];
    return value ? [{ field, token: visitorTokenOf(keys, field, value) }] : [];
  });
}

/** Whether two values mean the same: confirms what a token found. */
export const isSameVisitorValue = (field: VisitorField, one: string, other: string): boolean =>
  NORMALISE[field](one) === NORMALISE[field](other);
