import { type ActionChoice, RANGES } from '@/lib/admin/audit/choices';
import type { AuditQuery } from '@/lib/admin/audit/query';
import type { LedgerView } from '@/lib/admin/audit/view';
import { ACTION_GROUPS, type ActionGroup } from '@/lib/protection/ledger/action-groups';
import { ACTIONS, type LedgerAction } from '@/lib/protection/ledger/actions';

/** What the filters are set to when they are cleared; the range stays. */
export const NO_FILTER = {
  user: null,
  action: null,
  module: null,
  outcome: null,
  record: null,
  conversation: null,
  visit: null,
} as const;

export function actionInWords(choice: ActionChoice): string {
  const group = choice.startsWith('group:') ? (choice.slice('group:'.length) as ActionGroup) : null;
  return group ? ACTION_GROUPS[group] : ACTIONS[choice as LedgerAction];
}

export function rangeInWords({ range, from, to }: Pick<AuditQuery, 'range' | 'from' | 'to'>): string {
  if (range !== 'custom') return RANGES[range];
  if (from && to) return from === to ? from : `${from} to ${to}`;
  if (from) return `Since ${from}`;
  return to ? `Up to ${to}` : RANGES.all;
}

/** Each filter in force, the range aside: "Act: Changed a record". */
export function filtersInWords(query: AuditQuery, view: LedgerView | null): string[] {
  const person = view?.people.find(({ id }) => id === query.user)?.name ?? query.user;
  const module = view?.modules.find(({ apiName }) => apiName === query.module)?.label ?? query.module;
  return [
    person !== undefined && `Person: ${person}`,
    query.action !== undefined && `Act: ${actionInWords(query.action)}`,
    module !== undefined && `Module: ${module}`,
    query.outcome !== undefined && (query.outcome === 'refused' ? 'Refused only' : 'Done only'),
    query.record !== undefined && `Record: ${query.record}`,
    query.conversation !== undefined && `Conversation: ${query.conversation}`,
    query.visit !== undefined && `Visit: ${query.visit}`,
  ].filter((words) => words !== false);
}
