/** Finds where code asks which type a field has, for the test that it asks what the type is like instead. */
import { FIELD_TYPES } from '@/lib/crm/modules/field-types/registry';

const KEYS = FIELD_TYPES.map(({ key }) => key);
const NAME = `'(?:${KEYS.join('|')})'`;
/** Those that are no word of anything else. */
const PLAIN = KEYS.filter((key) => key.includes('_')).join('|');

const ASKING = [
  // Anywhere: 'date_time', "date_time", { date_time: … }
  `['"\`](?:${PLAIN})['"\`]`,
  `\\b(?:${PLAIN})\\??:`,
  // field.type === 'email', 'email' !== type
  `\\btype\\)?\\s*[!=]==?\\s*\\(?${NAME}`,
  `${NAME}\\s*[!=]==?\\s*[\\w.?[\\]]*\\btype\\b`,
  // ['email', 'phone'], and ['user'].includes(type)
  `\\[\\s*${NAME}(?:\\s*,\\s*${NAME})+\\s*,?\\s*\\]`,
  `\\[\\s*${NAME}\\s*,?\\s*\\]\\s*\\)?\\.(?:includes|has|indexOf)\\(`,
  // fieldType('email'), and a table by type
  `\\bfieldType\\(\\s*${NAME}`,
  '(?:Record|Map|Set)<FieldTypeKey[,>]',
].map((pattern) => new RegExp(pattern, 'gu'));

const SWITCH = /\bswitch \([^{]*\btype\)* \{/gu;
const CASE = new RegExp(`\\bcase ${NAME}`, 'gu');

/** The places in a source that name a type, or keep something by type; comments count. */
export function namedTypes(source: string): string[] {
  const asked = ASKING.flatMap((pattern) => [...source.matchAll(pattern)]);
  const cases = [...source.matchAll(SWITCH)].flatMap(({ index, 0: head }) => [
    ...blockFrom(source, index + head.length).matchAll(CASE),
  ]);
  return [...asked, ...cases].map(([text]) => text.replace(/\s+/gu, ' '));
}

/** What stands between an opened brace and the one that closes it. */
function blockFrom(source: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < source.length; end++) {
    if (source[end] === '{') depth++;
    if (source[end] === '}') depth--;
  }
  return source.slice(start, end);
}
