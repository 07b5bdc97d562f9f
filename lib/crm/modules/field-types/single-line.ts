import { foldIdentifier } from './text-fold';
import { readLine, readLines } from './text-input';
import { textType } from './text-type';
import type { FieldType } from './type';

const MAX_LENGTH = 255;

export const singleLine: FieldType<string> = {
  ...textType,
  key: 'single_line',
  label: 'Single Line',
  text: 'line',
  settings: ['maxLength'],
  comparedAs: 'identifier',
  // 12 34 567 and 1234567 are equal, and stand apart.
  sortKeyTells: 'order',
  tells: 'same',
  zohoLength: () => MAX_LENGTH,
  zohoDataType: 'text',
  markable: true,
  sealable: true,
  uniqueable: true,
  sortable: true,
  parse(input, options) {
    const longest = Math.min(options.maxLength ?? MAX_LENGTH, MAX_LENGTH);
    return options.lines === 'several' ? readLines(input, longest) : readLine(input, longest);
  },
  normalise: foldIdentifier,
};
