import { useId } from 'react';
import { Select } from '@/components/ui/select';
import { columnFields, sumFields } from '@/lib/crm/records/board-fields';
import type { ListField } from '@/lib/crm/records/list-fields';
import { NONE } from '../list/list-params';
import type { Patch } from '../list/use-narrowed';

export interface BoardChoicesProps {
  fields: readonly ListField[];
  /** API names of what stands there now. */
  by: string | null;
  sum: string | null;
  onChange: (patch: Patch) => void;
}

const optionsOf = (fields: readonly ListField[]) => fields.map(({ apiName, label }) => ({ value: apiName, label }));

/** Which pick list gives the columns, and what they add up. Protected fields are not among them. */
export function BoardChoices({ fields, by, sum, onChange }: BoardChoicesProps) {
  const id = useId();
  const lists = columnFields(fields);
  const amounts = sumFields(fields);
  if (lists.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-muted text-xs">
      <span className="flex items-center gap-2">
        <label htmlFor={`${id}-by`}>Columns by</label>
        <Select
          id={`${id}-by`}
          className="w-44"
          value={by ?? ''}
          options={optionsOf(lists)}
          onChange={(event) => onChange({ by: event.currentTarget.value })}
        />
      </span>
      {amounts.length > 0 ? (
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-sum`}>Add up</label>
          <Select
            id={`${id}-sum`}
            className="w-44"
            placeholder="Nothing"
            value={sum ?? ''}
            options={optionsOf(amounts)}
            onChange={(event) => onChange({ sum: event.currentTarget.value || NONE })}
          />
        </span>
      ) : null}
    </div>
  );
}
