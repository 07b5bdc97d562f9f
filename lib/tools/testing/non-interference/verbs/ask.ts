import { type ListRequest, listRecords } from '@/lib/crm/records/list';
import type { Context } from '@/lib/platform/context';
import { CONTACTS, SEALED, UNSEALED } from '../values';
import type { World } from '../world';

/** Each of these is asked by each asker; a refusal is an answer as well. */
export type Verb = (ctx: Context, world: World) => (() => Promise<unknown>)[];

export const held: Record<string, unknown> = CONTACTS[0]?.marked.first ?? {};
export const MARKED = [...SEALED, ...UNSEALED];
const OPERATORS = ['equals', 'not_equal', 'contains', 'starts_with', 'in', 'between', 'greater_equal', 'is_empty'];

export const heldBy = (name: string): string => String(held[name]);

export const FILTERS = MARKED.flatMap((field) =>
  (field === 'SSN' || field === 'Diagnosis' ? OPERATORS : ['equals', 'is_empty']).map((operator) => {
    const value = operator === 'between' ? [heldBy(field), heldBy(field)] : heldBy(field);
    return { field, operator, ...(operator !== 'is_empty' && { value }) };
  }),
);

/** What everybody who may view asks of a list. */
export const PLAIN_LISTS: ListRequest[] = [
  {},
  { columns: MARKED, perPage: 2 },
  { columns: ['Title'], sort: { field: 'Last_Name', order: 'asc' } },
  { filters: [{ field: 'Title', operator: 'is_not_empty' }] },
  { search: 'Bell' },
];

/** What tells of values, were it allowed. */
export const PRYING_LISTS: ListRequest[] = [
  ...MARKED.map((field) => ({ sort: { field, order: 'asc' } }) as const),
  ...FILTERS.map((filter) => ({ filters: [filter] })),
  { filters: [{ field: 'SSN', operator: 'equals', value: heldBy('SSN') }], from: 'url' },
  ...['SSN', 'Diagnosis', 'Private_Email', 'Home_Phone', 'Insurance_Number', 'Risk', 'Date_of_Birth'].map((name) => ({
    search: heldBy(name),
  })),
];

export const PRYING_CHOICES = [
  ...FILTERS.map(({ field, operator, value }) => ({ module: 'Contacts', filters: [{ field, operator, value }] })),
  { module: 'Contacts', search: heldBy('SSN') },
  { module: 'Leads', search: 'Zqfairweather' },
];

export const lists = (ctx: Context, module: string, requests: readonly ListRequest[]) =>
  requests.map((request) => () => listRecords(ctx, module, request));
