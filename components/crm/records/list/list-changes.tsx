import { useState } from 'react';
import type { StartedChange } from '@/lib/crm/mass-changes/queries';
import { MassChangeProgress } from './mass-change-progress';
import { SelectionActs, type SelectionActsProps } from './selection-acts';
import type { ListState } from './use-list-state';
import { sentFilters } from './use-private-list';

export interface ListChangesProps extends Pick<SelectionActsProps, 'module' | 'may' | 'fields' | 'users' | 'exported'> {
  list: ListState;
  /** A change of many that is not over. */
  running: StartedChange | null;
}

/** A change of many that runs, and what can be done with those that are selected. */
export function ListChanges({ module, may, list, fields, users, exported, running }: ListChangesProps) {
  const { page, hidden, filters, selection } = list;
  const [started, setStarted] = useState(running);
  return (
    <>
      {started ? (
        <MassChangeProgress
          key={started.jobId}
          module={module}
          started={started}
          onChanged={list.retry}
          onUndo={setStarted}
          onClose={() => setStarted(null)}
        />
      ) : null}
      {selection.count > 0 ? (
        <SelectionActs
          module={module}
          may={may}
          selection={selection}
          matching={page?.count}
          conditions={{ module: module.apiName, filters: sentFilters(filters), search: hidden.query.search }}
          exported={exported}
          onPage={page?.rows.map(({ id }) => id) ?? []}
          fields={fields}
          users={users}
          onStarted={(change) => {
            setStarted(change);
            selection.clear();
          }}
        />
      ) : null}
    </>
  );
}
