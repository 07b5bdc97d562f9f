import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../api-error';
import { parseCoql } from './parse';

const refused = (text: string): ApiError => {
  try {
    parseCoql(text);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
};

describe('parsing COQL', () => {
  test('reads fields, module, conditions, order and limits', () => {
    const query = parseCoql(
      `SELECT Last_Name, Email FROM Contacts WHERE (Last_Name like 'D%' AND Age >= 18) or Email is not null
       ORDER BY Last_Name DESC LIMIT 5, 10`,
    );
    expect(query).toEqual({
      select: ['Last_Name', 'Email'],
      module: 'Contacts',
      where: {
        any: [
          {
            all: [
              { field: 'Last_Name', comparator: 'starts_with', values: ['D'], like: true },
              { field: 'Age', comparator: 'greater_equal', values: ['18'] },
            ],
          },
          { field: 'Email', comparator: 'is_not_empty', values: [] },
        ],
      },
      order: { field: 'Last_Name', order: 'desc' },
      offset: 5,
      limit: 10,
    });
    expect(parseCoql('select id from Leads limit 7 offset 3')).toMatchObject({ offset: 3, limit: 7 });
    expect(parseCoql('select id from Leads')).toMatchObject({ offset: 0, limit: 200, where: null, order: null });
    expect(parseCoql('select count(id) from Leads')).toMatchObject({ select: 'count' });
  });

  test.each([
    [`a = 'O\\'Brien'`, { comparator: 'equal', values: ["O'Brien"] }],
    [`a = 'O''Brien'`, { comparator: 'equal', values: ["O'Brien"] }],
    [`a <> "x"`, { comparator: 'not_equal', values: ['x'] }],
    ['a = -1.5', { comparator: 'equal', values: ['-1.5'] }],
    ['a = TRUE', { comparator: 'equal', values: ['TRUE'] }],
    ['a > 2026-01-31T10:00:00-06:00', { comparator: 'greater_than', values: ['2026-01-31T10:00:00-06:00'] }],
    ["a in ('x', 'y')", { comparator: 'in', values: ['x', 'y'] }],
    ["a not in ('x')", { comparator: 'not_in', values: ['x'] }],
    ['a between 1 and 2', { comparator: 'between', values: ['1', '2'] }],
    ['a not between 1 and 2', { comparator: 'not_between', values: ['1', '2'] }],
    ["a like '%x%'", { comparator: 'contains', values: ['x'], like: true }],
    ["a like 'x'", { comparator: 'equal', values: ['x'], like: true }],
    ['a is null', { comparator: 'is_empty', values: [] }],
  ])('reads %s', (text, wanted) => {
    expect(parseCoql(`select id from Leads where ${text}`).where).toEqual({ field: 'a', ...wanted });
  });

  test.each([
    'select from Leads',
    'select id Leads',
    'select id from Leads where',
    'select id from Leads where a =',
    "select id from Leads where a = 'x",
    'select id from Leads where (a = 1',
    'select id from Leads where a = 1)',
    'select id from Leads limit x',
    'select id from Leads; drop table records',
    'select * from Leads',
    '',
  ])('names the place of what it cannot read: %s', (text) => {
    expect(refused(text)).toMatchObject({ code: 'SYNTAX_ERROR', details: { position: expect.any(Number) } });
  });

  test('tells nothing back that may be a value', () => {
    const error = refused('select id from Contacts where Last_Name = Featherstonehaugh');
    expect(JSON.stringify(error.details)).not.toContain('Feather');
    expect(refused('select id from Contacts where order by a').details).toMatchObject({ near: 'order' });
  });

  test.each([
    'select max(a) from Leads',
    'select count(id), a from Leads',
    'select a as b from Leads',
    'select a from Leads where b = 1 group by a',
    'select a from Leads order by a, b',
    "select a from Leads where b like '%x'",
    "select a from Leads where b not like 'x%'",
  ])('refuses what it does not do: %s', (text) => {
    expect(refused(text).code).toBe('NOT_SUPPORTED');
  });

  test('limits conditions, depth, values and rows', () => {
    const conditions = Array.from({ length: 26 }, () => 'a = 1').join(' and ');
    const values = Array.from({ length: 101 }, (_, n) => n).join(',');
    for (const text of [
      `where ${conditions}`,
      `where ${'('.repeat(21)}a = 1${')'.repeat(21)}`,
      `where a in (${values})`,
      'limit 2001',
      'limit 100001, 10',
    ]) {
      expect(refused(`select a from Leads ${text}`).code).toBe('LIMIT_EXCEEDED');
    }
    expect(refused(`select a from Leads where ${'('.repeat(10_000)}`).code).toBe('LIMIT_EXCEEDED');
  });

  test('throws nothing but errors of the contract, whatever is sent', () => {
    const word = fc.constantFrom(
      ...'select from where and or not in like is null between order by asc limit offset ( ) , = != <= id count Leads'.split(
        ' ',
      ),
      "'x'",
      '7',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 30 }).map((words) => `select id from Leads where ${words.join(' ')}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parseCoql(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
