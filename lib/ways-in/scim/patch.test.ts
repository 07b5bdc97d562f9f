import fc from 'fast-check';
import { scimPatch } from 'scim-patch';
import { filter as otherFilter, parse } from 'scim2-parse-filter';
import { describe, expect, test } from 'vitest';
import { USER } from './attributes';
import { type Filter, readFilter } from './filter';
import { matches } from './match';
import { type Document, PATCH_OP, patched } from './patch';

const TYPES = ['work', 'home', 'other'];
const word = fc.constantFrom('ada', 'Bo', 'cy d', 'e f', 'ü');
const email = fc.record({ value: word, type: fc.constantFrom(...TYPES) });
const emails = fc.uniqueArray(email, { maxLength: 4, selector: ({ value }) => value });
const user = fc.record({ userName: word, displayName: word, active: fc.boolean(), emails });

const quoted = (text: string) => JSON.stringify(text);
const comparison = fc
  .tuple(
    fc.constantFrom('userName', 'displayName', 'emails.value', 'emails.type'),
    fc.constantFrom('eq', 'co', 'sw', 'ew'),
    word,
  )
  .map(([path, operator, value]) => `${path} ${operator} ${quoted(value)}`);
const leaf = fc.oneof(
  comparison,
  fc.boolean().map((value) => `active eq ${value}`),
  fc.constantFrom('userName pr', 'displayName pr'),
  // Of two comparisons in brackets the other one takes each by itself.
  fc.constantFrom(...TYPES).map((type) => `emails[type eq "${type}"]`),
);
const { filterText } = fc.letrec<{ filterText: string }>((tie) => ({
  filterText: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(tie('filterText'), fc.constantFrom('and', 'or'), tie('filterText'))
      .map(([a, by, b]) => `(${a}) ${by} (${b})`),
    fc.tuple(tie('filterText'), fc.constantFrom('and', 'or'), tie('filterText')).map(([a, by, b]) => `${a} ${by} ${b}`),
    tie('filterText').map((inner) => `not (${inner})`),
  ),
}));

const fewEnough = (text: string) => text.length < 1_500 && (text.match(/ (eq|co|sw|ew|pr)\b/g) ?? []).length <= 40;

describe('a filter', () => {
  test('means what another implementation takes it for', () => {
    fc.assert(
      fc.property(filterText.filter(fewEnough), user, (text, resource) => {
        const ours = deepest(text) <= 10 ? matches('User', readFilter(text), resource) : null;
        if (ours !== null) expect([text, ours]).toEqual([text, otherFilter(parse(lower(text)))(lowered(resource))]);
      }),
      { numRuns: 300 },
    );
  });

  test('that is any text is read, or refused as a filter', () => {
    const piece = fc.constantFrom(
      'userName',
      'eq',
      '"x"',
      '(',
      ')',
      '[',
      ']',
      'not',
      'and',
      'or',
      'pr',
      '1',
      'true',
      '.',
      '"',
      '\\',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join(' ')),
        ),
        (text) => {
          try {
            matches('User', readFilter(text), {});
          } catch (error) {
            expect(error).toMatchObject({ status: 400, scimType: 'invalidFilter' });
          }
        },
      ),
    );
  });

  test('in brackets is one of the same element', () => {
    const resource = {
      emails: [
        { type: 'work', value: 'a' },
        { type: 'home', value: 'b' },
      ],
    };
    expect(matches('User', readFilter('emails[type eq "home" and value eq "b"]'), resource)).toBe(true);
    expect(matches('User', readFilter('emails[type eq "home" and value eq "a"]'), resource)).toBe(false);
  });

  test('holds any text that JSON can write', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000')),
        (userName) => {
          expect(matches('User', readFilter(`userName eq ${quoted(userName)}`), { userName })).toBe(true);
        },
      ),
    );
  });

  test('binds `and` before `or`', () => {
    expect(readFilter('a pr or b pr and c pr')).toMatchObject({
      is: 'or',
      right: { is: 'and' },
    } satisfies object as Filter);
  });
});

/** The other one compares with regard to case. */
const lower = (text: string) =>
  text.replace(/"(?:[^"\\]|\\.)*"/g, (one) => quoted((JSON.parse(one) as string).toLowerCase()));
const lowered = (resource: object) =>
  JSON.parse(JSON.stringify(resource, (_, one) => (typeof one === 'string' ? one.toLowerCase() : one)));
const deepest = (text: string) => {
  let [depth, most] = [0, 0];
  for (const sign of text.replace(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
};

const operation = fc.oneof(
  fc.record({ op: fc.constantFrom('add', 'replace'), path: fc.constantFrom('displayName', 'userName'), value: word }),
  fc.record({ op: fc.constantFrom('add', 'replace'), path: fc.constant('name.givenName'), value: word }),
  fc.record({ op: fc.constant('replace'), path: fc.constant('emails'), value: emails }),
  fc.record({ op: fc.constantFrom('add', 'replace'), value: fc.record({ displayName: word, active: fc.boolean() }) }),
  fc.constant({ op: 'remove', path: 'displayName' }),
);

describe('a patch', () => {
  test('does what another implementation does', () => {
    fc.assert(
      fc.property(user, fc.array(operation, { minLength: 1, maxLength: 5 }), (before, operations) => {
        const ours = patched('User', before, { schemas: [PATCH_OP], Operations: operations });
        const base = {
          ...structuredClone(before),
          schemas: [USER],
          meta: { resourceType: 'User', created: new Date(), lastModified: new Date(), location: '' },
        };
        const theirs = scimPatch(base as never, structuredClone(operations) as never, {
          mutateDocument: false,
        }) as unknown as Document;
        expect(tidy(ours)).toEqual(tidy(theirs));
      }),
      { numRuns: 300 },
    );
  });

  test('leaves what it was given as it was, and writes no attribute that is none', () => {
    fc.assert(
      fc.property(user, fc.object({ maxDepth: 2 }), fc.string(), (before, value, path) => {
        const copy = structuredClone(before);
        for (const operation of [
          { op: 'add', value },
          { op: 'replace', path, value },
        ]) {
          try {
            const after = patched('User', before, { schemas: [PATCH_OP], Operations: [operation] });
            const names = ['userName', 'displayName', 'active', 'emails', 'name', 'externalId'];
            expect(Object.keys(after).filter((name) => !names.includes(name))).toEqual([]);
          } catch (error) {
            expect(error).toMatchObject({ status: 400 });
          }
        }
        expect(before).toEqual(copy);
      }),
    );
  });

  test('with names of paths as members and an element that is not there yet, as Entra ID writes it', () => {
    const after = patched(
      'User',
      { userName: 'a', emails: [] },
      {
        schemas: [PATCH_OP],
        Operations: [
          {
            op: 'Add',
            value: { 'name.givenName': 'Ada', 'emails[type eq "work"].value': 'a@x.example', displayName: 'Ada' },
          },
        ],
      },
    );
    expect(after).toEqual({
      userName: 'a',
      displayName: 'Ada',
      name: { givenName: 'Ada' },
      emails: [{ type: 'work', value: 'a@x.example' }],
    });
  });
});

const tidy = ({ schemas: _s, meta: _m, ...document }: Document) =>
  Object.fromEntries(Object.entries(document).filter(([, value]) => !Array.isArray(value) || value.length > 0));
