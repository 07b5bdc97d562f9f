/** Criteria of an audit log export, as Zoho CRM writes them, read into a filter of the ledger. Pure. */
import { isId } from '@/lib/platform/ids';
import { ACTION_NAMES } from '@/lib/protection/ledger/action-groups';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import type { LedgerFilter } from '@/lib/protection/ledger/filter';
import { invalidData } from './api-error';
import { readCriteria } from './bulk/criteria';
import { type Comparison, type Criteria, notSupported } from './coql/parse';

/** Zoho CRM's words for what is done to records; an action's own name stands for itself. */
const ACTIONS_OF: Record<string, readonly LedgerAction[]> = {
  added: ['record.create'],
  updated: ['record.update'],
  deleted: ['record.delete'],
  permanently_deleted: ['record.purge'],
  restored: ['record.restore'],
};

/** @throws INVALID_DATA; NOT_SUPPORTED for what the ledger does not filter by. No criteria: everything. */
export function ledgerFilterOf(criteria: unknown): LedgerFilter {
  const filter: LedgerFilter = {};
  if (criteria === undefined || criteria === null) return filter;
  for (const comparison of conjunction(readCriteria(withNames(criteria)))) Object.assign(filter, read(comparison));
  return filter;
}

/** Modules come as `{api_name}`, users as `{id}`. */
function withNames(criteria: unknown): unknown {
  const text = JSON.stringify(criteria, (key, value) => {
    if (key !== 'value') return value;
    return Array.isArray(value) ? value.map(nameOf) : nameOf(value);
  });
  return JSON.parse(text);
}

const nameOf = (value: unknown): unknown => {
  const { api_name: name } = Object(value) as Record<string, unknown>;
  return typeof name === 'string' ? name : value;
};

function conjunction(criteria: Criteria): Comparison[] {
  if ('any' in criteria) throw notSupported('or in these criteria');
  return 'all' in criteria ? criteria.all.flatMap(conjunction) : [criteria];
}

function read({ field, comparator, values }: Comparison): LedgerFilter {
  const isSame = comparator === 'equal' || comparator === 'in';
  if (field === 'action' && isSame) return { actions: values.flatMap(actionsOf) };
  if (field === 'audited_time') return timesOf(comparator, values);
  const [value = ''] = values;
  if (isSame && values.length > 1) throw notSupported(`more than one value of ${field.slice(0, 50)}`);
  if (field === 'module' && isSame) return { module: value };
  if (field === 'done_by' && isSame) {
    if (!isId(value)) throw wrong(field);
    return { actorId: value };
  }
  throw notSupported(`this comparison of ${field.slice(0, 50)}`);
}

const wrong = (field: string) =>
  invalidData('invalid data', { api_name: field, json_path: '$.audit_log_export[0].criteria' });

function actionsOf(word: string): readonly LedgerAction[] {
  const own = ACTION_NAMES.filter((name) => name === word);
  const actions = own.length > 0 ? own : Object.hasOwn(ACTIONS_OF, word) ? ACTIONS_OF[word] : undefined;
  if (!actions) throw wrong('action');
  return actions;
}

/** The ledger's filter is from a time on and before a time. */
function timesOf(comparator: Comparison['comparator'], values: readonly string[]): LedgerFilter {
  const [first = Number.NaN, second = Number.NaN] = values.map((value) => Date.parse(value));
  const iso = (ms: number): string => {
    if (Number.isNaN(ms)) throw wrong('audited_time');
    return new Date(ms).toISOString();
  };
  switch (comparator) {
    case 'between':
      return { from: iso(first), to: iso(second + 1) };
    case 'greater_equal':
      return { from: iso(first) };
    case 'greater_than':
      return { from: iso(first + 1) };
    case 'less_than':
      return { to: iso(first) };
    case 'less_equal':
      return { to: iso(first + 1) };
    default:
      throw notSupported('this comparison of audited_time');
  }
}
