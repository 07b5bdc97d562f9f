import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Sealed } from './sealed';

const bytes = Buffer.from('bytes that must not show');
const sealed = Sealed.fromBytes(bytes);

test('gives back the bytes it was made from', () => {
  expect(sealed.toBytes()).toEqual(bytes);
});

test.each([
  ['String()', String(sealed)],
  ['a template', `${sealed}`],
  ['adding to a text', `a${sealed}`.slice(1)],
  ['JSON', JSON.parse(JSON.stringify({ sealed })).sealed],
  ['util.inspect', inspect(sealed)],
  [
    'util.inspect of what holds it',
    inspect({ row: { sealed } }, { depth: 9 }).replace('{ row: { sealed: ', '').replace(' } }', ''),
  ],
])('prints as [sealed] by %s', (_way, printed) => {
  expect(printed).toBe('[sealed]');
});

test('never prints its bytes, also when asked for everything', () => {
  const printed = inspect(sealed, { showHidden: true, customInspect: false, depth: 9 });
  expect(printed).not.toContain(bytes.toString());
  expect(printed).not.toContain(bytes.toString('hex').slice(0, 4));
});

test('copying by spread or structuredClone carries nothing', () => {
  expect({ ...sealed }).toEqual({});
  expect(structuredClone(sealed)).toEqual({});
});

test('cannot be used as a text (checked by the compiler)', () => {
  // @ts-expect-error a sealed value is not a string
  const text: string = sealed;
  // @ts-expect-error a string is not a sealed value
  const back: Sealed = 'text';
  expect([typeof text, typeof back]).toEqual(['object', 'string']);
});
