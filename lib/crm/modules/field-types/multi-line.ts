import { readText, tooLong } from './text-input';
import { textType } from './text-type';
import { accept, type FieldOptions, type FieldType, refuse, whenGiven } from './type';

const MAX_LENGTH = { small: 2_000, large: 32_000 };

/** How many characters a Multi-Line field with these settings holds. */
function multiLineMaxLength(options: FieldOptions): number {
  const limit = MAX_LENGTH[options.size ?? 'small'];
  return Math.min(options.maxLength ?? limit, limit);
}

export const multiLine: FieldType<string> = {
  ...textType,
  key: 'multi_line',
  label: 'Multi-Line',
  text: 'lines',
  settings: ['size'],
  tells: 'nothing',
  zohoLength: ({ size = 'small' }) => MAX_LENGTH[size],
  zohoDataType: 'textarea',
  markable: true,
  sealable: true,
  uniqueable: false,
  sortable: false,
  parse(input, options) {
    return whenGiven(readText(input), (text) => {
      // Browsers send CRLF whatever was typed: one form of line end, so that an unchanged text stays unchanged.
      const value = text.replace(/\r\n?/gu, '\n');
      const maxLength = multiLineMaxLength(options);
      return value.length > maxLength ? refuse(tooLong(maxLength)) : accept(value);
    });
  },
};
