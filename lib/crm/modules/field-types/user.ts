import type { Id } from '@/lib/platform/ids';
import { oneReference } from './reference-type';
import type { FieldType } from './type';

/** A user of the org. */
export const user: FieldType<Id> = {
  ...oneReference,
  key: 'user',
  label: 'User',
  refersTo: 'user',
  settings: [],
  comparedAs: 'exact',
  zohoDataType: 'ownerlookup',
  markable: true,
};
