/** A kind of field is one file in `lib/crm/modules/field-types`, and its face one row of `components/fields/kinds.ts`. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namedTypes } from './field-type-names';
import { sourceFiles } from './import-graph';

/** Where types are what they are; the schema and the standard modules say of which type a field is. */
const MAY = /^(lib\/crm\/modules\/(field-types|standard)|components\/fields|lib\/platform\/db\/schema)\//;
/** Values made up for tests and demonstrations. */
const TOOLS = /^lib\/tools\/|\/testing\//;
/** Words of their own that are the same. */
const OTHERS: Readonly<Record<string, string>> = {
  'components/chat/widget/frame/answers.ts': 'the questions to a visitor',
  'components/ui/input.tsx': 'the types of an input in HTML',
  'lib/crm/imports/xlsx/cell-value.ts': 'the number formats of a workbook',
  'lib/crm/imports/xlsx/number-format.ts': 'the number formats of a workbook',
};

test('nobody but the field types, their faces, the schema and the standard modules asks which type a field has', () => {
  const found = sourceFiles(['app', 'components', 'lib'])
    .filter((path) => !MAY.test(path) && !TOOLS.test(path))
    .map((path) => ({ path, named: namedTypes(readFileSync(path, 'utf8')) }))
    .filter(({ named }) => named.length > 0);
  expect(found.filter(({ path }) => !(path in OTHERS))).toEqual([]);
  // What is no exception any more is none.
  expect(Object.keys(OTHERS).filter((path) => !found.some((one) => one.path === path))).toEqual([]);
});

test.each([
  ["if (field.type === 'email') return 1;", "type === 'email'"],
  ["const may = (type) !== 'user';", "type) !== 'user'"],
  ["if ('lookup' == field?.type) return;", "'lookup' == field?.type"],
  ["const NUMBERS = new Set(['number', 'decimal']);", "['number', 'decimal']"],
  ["if (['user'].includes(type)) return;", "['user'].includes("],
  ['const LENGTHS: Partial<Record<FieldTypeKey, number>> = {};', 'Record<FieldTypeKey,'],
  ['const SET: ReadonlySet<FieldTypeKey> = new Set();', 'Set<FieldTypeKey>'],
  ['const kinds = { pick_list: 1 };', 'pick_list:'],
  ["const kind = 'date_time';", "'date_time'"],
  ["fieldType('date').format(value)", "fieldType('date'"],
  ["switch (field.type) { case 'date': { return a; }\n case 'phone': return b; }", "case 'date'", "case 'phone'"],
])('is found: %s', (source, ...named) => {
  expect(namedTypes(source)).toEqual(named);
});

test.each([
  "switch (field.system) { case 'email': return 1; }",
  "const shown = ['name', 'email', 'phone'];",
  "if (asks === 'percent') return 1;",
  'const Input = <input type="email" />;',
  'const { refersTo, list } = fieldType(field.type);',
  'type: user.key',
  'const [type, setType] = useState<FieldTypeKey>(start);',
])('is not found: %s', (source) => {
  expect(namedTypes(source)).toEqual([]);
});
