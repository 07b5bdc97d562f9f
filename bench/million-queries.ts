/** What a person asks of a list, as questions to a module of `million-data.ts`. */

import { type ListRequest, listRecords } from '@/lib/crm/records/list';
import { searchByName } from '@/lib/crm/records/search-by-name';
import type { Context } from '@/lib/platform/context';
import { type ManyRecords, ssnOf } from './million-data';

export interface Question {
  name: string;
  ask: () => Promise<unknown>;
  /** How many rows and entries of indexes it may look at; absent where it has to read them all. */
  most?: number;
}

const PER_PAGE = 50;

/** A page looks at its rows, one more, and the up to 1,001 that are counted. */
const PAGE = 1200;

/** Where half of a small module matches, reading that half is cheap enough to be chosen. */
const FEW = 15_000;

type Ask = (request: ListRequest) => () => Promise<unknown>;

const COLUMNS = ['City', 'Amount', 'Status', 'SSN', 'Owner'];
const equals = (field: string, value: string) => ({ field, operator: 'equals', value });
const by = (field: string, order: 'asc' | 'desc' = 'asc') => ({ field, order });
const halfOf = ({ records }: ManyRecords): number => Math.floor(records / 2);

export function questionsOf(ctx: Context, module: ManyRecords): Question[] {
  const list: Ask = (request) => () =>
    listRecords(ctx, module.apiName, { columns: COLUMNS, perPage: PER_PAGE, from: 'memory', ...request });
  return [
    ...ofPages(list, module),
    ...ofFilters(list, module),
    ...ofSearches(ctx, list, module),
    ...ofWhatHasNoIndex(list),
  ];
}

function ofPages(list: Ask, module: ManyRecords): Question[] {
  const idOf = (n: number) => String(BigInt(module.first) + BigInt(n));
  const half = halfOf(module);
  return [
    { name: 'First page', ask: list({}), most: PAGE },
    { name: 'First page by City', ask: list({ sort: by('City') }), most: PAGE },
    { name: 'First page by Amount, largest first', ask: list({ sort: by('Amount', 'desc') }), most: PAGE },
    { name: 'First page by Modified Time', ask: list({ sort: by('Modified_Time', 'desc') }), most: PAGE },
    { name: 'Page in the middle', ask: list({ after: idOf(half) }), most: PAGE },
    { name: 'Page in the middle by City', ask: list({ sort: by('City'), after: idOf(half) }), most: PAGE },
    { name: 'Last page', ask: list({ after: idOf(PER_PAGE) }), most: PAGE },
    { name: 'Page before one in the middle by City', ask: list({ sort: by('City'), before: idOf(half) }), most: PAGE },
  ];
}

function ofFilters(list: Ask, module: ManyRecords): Question[] {
  const half = halfOf(module);
  return [
    { name: 'City equals', ask: list({ filters: [equals('City', 'City 77')] }), most: PAGE },
    {
      name: 'City equals, by Amount',
      ask: list({ filters: [equals('City', 'City 77')], sort: by('Amount') }),
      most: PAGE,
    },
    { name: 'Code equals one record', ask: list({ filters: [equals('Code', `C${half}`)] }), most: 50 },
    { name: 'Code equals none', ask: list({ filters: [equals('Code', 'none')] }), most: 50 },
    { name: 'A rare Status, by City', ask: list({ filters: [equals('Status', 'Lost')], sort: by('City') }), most: 200 },
    { name: 'Half of all by Status', ask: list({ filters: [equals('Status', 'Open')] }), most: 2 * PAGE },
    {
      name: 'Half of all by Status, by City',
      ask: list({ filters: [equals('Status', 'Open')], sort: by('City') }),
      most: FEW,
    },
    {
      name: 'City and Status equal',
      ask: list({ filters: [equals('City', 'City 77'), equals('Status', 'Open')] }),
      most: PAGE,
    },
    {
      name: 'Amount between, by City',
      ask: list({ filters: [{ field: 'Amount', operator: 'between', value: ['100', '101'] }], sort: by('City') }),
      most: 2 * PAGE,
    },
    {
      name: 'City starts with',
      ask: list({ filters: [{ field: 'City', operator: 'starts_with', value: 'City 777' }] }),
      most: 2 * PAGE,
    },
    {
      name: 'Created in one hour',
      ask: list({
        filters: [{ field: 'Created_Time', operator: 'between', value: [madeAt(half), madeAt(half + 360)] }],
      }),
      most: 2 * PAGE,
    },
    {
      name: 'Modified in one hour',
      ask: list({
        filters: [{ field: 'Modified_Time', operator: 'between', value: [madeAt(half), madeAt(half + 360)] }],
      }),
      most: 2 * PAGE,
    },
    {
      name: 'Owner of few',
      ask: list({ filters: [{ field: 'Owner', operator: 'equals', value: module.ownerOfFew }] }),
      most: 2 * PAGE,
    },
  ];
}

/** By names, and by what is sealed. */
function ofSearches(ctx: Context, list: Ask, module: ManyRecords): Question[] {
  const half = halfOf(module);
  const mostSealed = 1000 + module.records / 200;
  return [
    { name: 'Search of a part of a name', ask: list({ search: `patient${half}` }), most: 2 * PAGE },
    { name: 'Search of a name that all have', ask: list({ search: 'patient' }), most: 2 * FEW },
    { name: 'Search in the palette', ask: () => searchByName(ctx, `patient${half}`, 20), most: 2 * PAGE },
    { name: 'SSN equals (sealed)', ask: list({ filters: [equals('SSN', ssnOf(half))] }), most: mostSealed },
    {
      name: 'SSN equals none (sealed)',
      ask: list({ filters: [equals('SSN', ssnOf(99_999_999))] }),
      most: mostSealed,
    },
    { name: 'Search of an SSN (sealed)', ask: list({ search: ssnOf(half) }), most: mostSealed + 500 },
  ];
}

/** All has to be read. */
function ofWhatHasNoIndex(list: Ask): Question[] {
  return [
    { name: 'City contains', ask: list({ filters: [{ field: 'City', operator: 'contains', value: 'City 777' }] }) },
    { name: 'A field without a slot equals', ask: list({ filters: [equals('Remark', 'Remark 77')] }) },
    { name: 'A field without a slot equals none', ask: list({ filters: [equals('Remark', 'none')] }) },
    { name: 'By a field without a slot', ask: list({ sort: by('Remark') }) },
  ];
}

const madeAt = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 10_000).toISOString();
