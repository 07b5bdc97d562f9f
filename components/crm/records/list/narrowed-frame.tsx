'use client';

import type { ReactNode } from 'react';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { RecordNames } from '@/lib/crm/records/names';
import type { SavedView } from '@/lib/crm/views/queries';
import type { Layout } from './layout-links';
import { ListFilters } from './list-filters';
import { ListHeader } from './list-header';
import type { ListModule, ListRights } from './list-module';
import { ListNotices } from './list-notices';
import { useChooseView } from './use-choose-view';
import { useLabels } from './use-labels';
import type { useNarrowed } from './use-narrowed';

/** What a page gives of a module, whichever way its records are laid out. */
export interface NarrowedProps {
  me: string;
  module: ListModule;
  fields: readonly ListField[];
  views: readonly SavedView[];
  users: readonly ComboboxOption[];
  may: ListRights;
  /** API names of the columns that a list shows until somebody chooses others. */
  defaultColumns: readonly string[];
}

export interface NarrowedFrameProps extends Omit<NarrowedProps, 'me'> {
  layout: Exclude<Layout, 'table'>;
  list: Pick<
    ReturnType<typeof useNarrowed>,
    'params' | 'view' | 'hidden' | 'modified' | 'change' | 'filterBy' | 'search'
  > & {
    filters: readonly ListFilter[];
    request: { filters?: readonly ListFilter[] };
  };
  lookups: RecordNames['lookups'];
  /** The layout as a view would keep it. */
  kept: SavedView['definition']['layout'];
  children: ReactNode;
}

/** Around a board or a calendar: what stands around a list too, but for what a list alone has. */
export function NarrowedFrame({ layout, kept, list, lookups, children, ...props }: NarrowedFrameProps) {
  const { module, fields, views, users, may } = props;
  const { params, view, hidden, filters } = list;
  const { labels, name } = useLabels(users, lookups);
  const chooseView = useChooseView({ module: module.apiName, views, layout, onChange: list.change });
  const columns = params.columns ?? view?.definition.columns ?? props.defaultColumns;
  return (
    <>
      <ListHeader
        module={module}
        may={may}
        views={views}
        view={view}
        shown={{ columns, filters: list.request.filters ?? [], sort: view?.definition.sort ?? null, layout: kept }}
        modified={list.modified}
        search={hidden.query}
        selected={[]}
        exported={{ columns, filters, search: hidden.query.search || undefined }}
        onChooseView={chooseView}
      />
      <div className="flex flex-col gap-3">
        <ListNotices
          view={view}
          viewMissing={params.view !== null && view === null}
          startedOver={false}
          removed={fields.filter(({ apiName }) => params.removed?.includes(apiName)).map(({ label }) => label)}
          forgotten={hidden.forgotten}
        />
        <ListFilters
          module={module.apiName}
          layout={layout}
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
        {children}
      </div>
    </>
  );
}
