import type { Id } from '@/lib/platform/ids';
import { readIds } from './id-input';
import { severalReferences } from './reference-type';
import type { FieldType } from './type';

/** Several records of the module `options.lookupModule`. */
export const multiLookup: FieldType<readonly Id[]> = {
  ...severalReferences,
  key: 'multi_lookup',
  label: 'Multi-Select Lookup',
  refersTo: 'record',
  settings: ['lookupModule'],
  zohoDataType: 'multiselectlookup',
  markable: false,
  parse: (input) => readIds(input, 'records'),
};
