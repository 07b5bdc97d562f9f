import type { Id } from '@/lib/platform/ids';
import { readIds } from './id-input';
import { severalReferences } from './reference-type';
import type { FieldType } from './type';

/** Several users of the org. */
export const multiUser: FieldType<readonly Id[]> = {
  ...severalReferences,
  key: 'multi_user',
  label: 'Multi-User',
  refersTo: 'user',
  settings: [],
  zohoDataType: 'multiuserlookup',
  markable: true,
  parse: (input) => readIds(input, 'users'),
};
