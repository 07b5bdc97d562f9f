'use client';

import type { ComboboxOption } from '@/components/ui/combobox-list';
import type { StartedChange } from '@/lib/crm/mass-changes/queries';
import type { ListPage } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { SavedView } from '@/lib/crm/views/queries';
import type { Id } from '@/lib/platform/ids';
import type { Listed } from '@/lib/ways-in/http/answer-list';
import { RevealDialog } from '../record/reveal-dialog';
import { ListBody } from './list-body';
import { ListChanges } from './list-changes';
import { ListFilters } from './list-filters';
import { ListHeader } from './list-header';
import type { ListModule, ListRights } from './list-module';
import { ListNotices } from './list-notices';
import { useChooseView } from './use-choose-view';
import { useColumns } from './use-columns';
import { useListState } from './use-list-state';

export interface ListScreenProps {
  me: Id;
  module: ListModule;
  fields: readonly ListField[];
  /** Shown until somebody chooses others. */
  defaultColumns: readonly string[];
  views: readonly SavedView[];
  users: readonly ComboboxOption[];
  may: ListRights;
  /** The list as the address asks for it. */
  answer: Listed<ListPage>;
  /** A change of many that is not over. */
  running: StartedChange | null;
}

/** A module's list. Its state is in the address, except what may not stand there. */
export function ListScreen({ me, module, fields, views, users, may, answer, ...props }: ListScreenProps) {
  const memoryKey = `${me}:${module.apiName}`;
  const list = useListState({ memoryKey, module: module.apiName, fields, views, answer });
  const { params, view, request, page, hidden, filters, selection } = list;
  const wanted = request.columns ?? props.defaultColumns;
  const { columns, shown, others, labels, names, name } = useColumns({
    ...{ module, fields, wanted, users, page },
    mayReveal: may.reveal,
  });
  const chooseView = useChooseView({ module: module.apiName, views, layout: 'table', onChange: list.change });
  const exported = { columns: shown, filters, search: hidden.query.search || undefined };

  return (
    <>
      <ListHeader
        module={module}
        may={may}
        views={views}
        view={view}
        shown={{ columns: shown, filters: request.filters ?? [], sort: request.sort ?? null }}
        modified={list.modified}
        search={hidden.query}
        selected={selection.ids}
        exported={exported}
        onChooseView={chooseView}
      />
      <div className="flex flex-col gap-3">
        <ListNotices
          view={view}
          viewMissing={params.view !== null && view === null}
          startedOver={page?.startedOver ?? false}
          removed={fields.filter(({ apiName }) => params.removed?.includes(apiName)).map(({ label }) => label)}
          forgotten={hidden.forgotten}
        />
        <ListFilters
          module={module.apiName}
          layout="table"
          plural={module.plural}
          fields={fields}
          users={users}
          names={labels}
          filters={filters}
          search={hidden.query.search}
          onSearch={list.search}
          onFilter={list.filterBy}
          onNamed={name}
        />
        <ListChanges
          module={module}
          may={may}
          list={list}
          fields={fields}
          users={users}
          exported={exported}
          running={props.running}
        />
        <ListBody {...{ module, may, list, columns, shown, others }} />
      </div>
      {names.asked ? (
        <RevealDialog
          module={module.apiName}
          recordId={names.asked.id}
          fields={names.marked}
          onClose={names.close}
          onRevealed={names.show}
        />
      ) : null}
    </>
  );
}
