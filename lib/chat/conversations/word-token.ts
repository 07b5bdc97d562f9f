import { tokenOf } from '../../crypto/blind-index';
import type { OrgKeys } from '../../crypto/keyring';
import { textSortKey } from '../../modules/field-types/text-fold';
import { BLIND_INDEX_BITS } from '../../records/tokens';

/** The token of a whole word, in any case and without accents. */
export const wordToken = (keys: OrgKeys, word: string): Buffer =>
  tokenOf(keys, 'chat:word', textSortKey(word), BLIND_INDEX_BITS);
