'use client';

import { Select } from '@/components/ui/select';
import type { ActionChoice } from '@/lib/audit/choices';
import { ACTION_GROUPS, actionsIn, GROUP_NAMES } from '@/lib/ledger/action-groups';
import { ACTIONS } from '@/lib/ledger/actions';

export interface ActionSelectProps {
  value: ActionChoice | null;
  onChange: (choice: ActionChoice | null) => void;
}

/** All acts of a group, or one of them. */
export function ActionSelect({ value, onChange }: ActionSelectProps) {
  return (
    <Select
      value={value ?? ''}
      placeholder="Any act"
      onChange={(event) => onChange((event.currentTarget.value || null) as ActionChoice | null)}
    >
      {GROUP_NAMES.map((group) => (
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
