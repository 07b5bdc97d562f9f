'use client';

import { Select } from '@/components/ui/select';
import type { ActionChoice } from '@/lib/admin/audit/choices';
import { ACTION_GROUPS, type ActionGroup, actionsIn, GROUP_NAMES } from '@/lib/protection/ledger/action-groups';
import { ACTIONS } from '@/lib/protection/ledger/actions';

export interface ActionSelectProps {
  value: ActionChoice | null;
  /** Only this group's. */
  group?: ActionGroup | undefined;
  onChange: (choice: ActionChoice | null) => void;
}

/** All acts of a group, or one of them. */
export function ActionSelect({ value, group: only, onChange }: ActionSelectProps) {
  return (
    <Select
      value={value ?? ''}
      placeholder={only ? undefined : 'Any act'}
      onChange={(event) => onChange((event.currentTarget.value || null) as ActionChoice | null)}
    >
      {(only ? [only] : GROUP_NAMES).map((group) => (
        <optgroup key={group} label={ACTION_GROUPS[group]}>
          <option value={`group:${group}`}>{`All: ${ACTION_GROUPS[group]}`}</option>
          {actionsIn(group).map((action) => (
            <option key={action} value={action}>
              {ACTIONS[action]}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
