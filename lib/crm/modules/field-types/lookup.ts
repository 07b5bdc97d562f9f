import type { Id } from '@/lib/platform/ids';
import { oneReference } from './reference-type';
import type { FieldType } from './type';

/** A record of the module `options.lookupModule`. */
export const lookup: FieldType<Id> = {
  ...oneReference,
  key: 'lookup',
  label: 'Lookup',
  refersTo: 'record',
  settings: ['lookupModule'],
  comparedAs: 'link',
  zohoDataType: 'lookup',
  markable: false,
};
