import { ACTION_GROUPS, actionsIn, GROUP_NAMES } from '@/lib/protection/ledger/action-groups';
import { ACTIONS, type LedgerAction } from '@/lib/protection/ledger/actions';
import type { LedgerFilter } from '@/lib/protection/ledger/filter';

/** What a filter asks for, in a sentence with ids for whoever reads it elsewhere: "Record 42; since 2026-11-01T00:00:00.000Z". */
export function filterInWords(filter: LedgerFilter): string {
  const { module, actorId, actions, outcome, from, to, recordId, subjectId, visitId } = filter;
  const parts = [
    actorId !== undefined && `person ${actorId}`,
    actions !== undefined && actsInWords(actions),
    module !== undefined && `module ${module}`,
    outcome !== undefined && `${outcome} only`,
    recordId !== undefined && `record ${recordId}`,
    subjectId !== undefined && `subject ${subjectId}`,
    visitId !== undefined && `visit ${visitId}`,
    from !== undefined && `since ${from}`,
    to !== undefined && `before ${to}`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return 'Every entry';
  const text = parts.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function actsInWords(actions: readonly LedgerAction[]): string {
  const group = GROUP_NAMES.find((name) => {
    const all = actionsIn(name);
    return all.length === actions.length && all.every((action) => actions.includes(action));
  });
  if (group) return `acts of the group ${ACTION_GROUPS[group]}`;
  return `acts: ${actions.map((action) => ACTIONS[action]).join(', ') || 'none'}`;
}
