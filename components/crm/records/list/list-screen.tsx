'use client';

import { Filter } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { Button } from '@/components/ui/button';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { ErrorState } from '@/components/ui/error-state';
import { Pagination } from '@/components/ui/pagination';
import { useTimeZone } from '@/components/ui/time-zone';
import type { StartedChange } from '@/lib/crm/mass-changes/queries';
import type { ListPage, ListRow } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { SavedView } from '@/lib/crm/views/queries';
import type { Id } from '@/lib/platform/ids';
import { RevealDialog } from '../record/reveal-dialog';
import { FilterChips } from './filter-chips';
import { FilterDialog } from './filter-dialog';
import { listColumns, rowLabel } from './list-columns';
import { ListEmpty } from './list-empty';
import { ListHeader } from './list-header';
import type { ListModule, ListRights } from './list-module';
import { ListNotices } from './list-notices';
import { type ListParams, PAGE_SIZES } from './list-params';
import { MassChangeProgress } from './mass-change-progress';
import { QuickSearch } from './quick-search';
import { SelectionActs } from './selection-acts';
import { useHiddenNames } from './use-hidden-names';
import { useListState } from './use-list-state';
import { type ListAnswer, sentFilters } from './use-private-list';

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
  answer: ListAnswer;
  /** A change of many that is not over. */
  running: StartedChange | null;
}

const NO_ROWS: readonly ListRow[] = [];
const NO_PAGE: Pick<ListPage, 'columns' | 'masked' | 'names'> = {
  columns: [],
  masked: [],
  names: { users: {}, lookups: {} },
};

/** A module's list. Its state is in the address, except what may not stand there. */
export function ListScreen({ me, module, fields, views, users, may, answer, ...props }: ListScreenProps) {
  const timeZone = useTimeZone();
  const memoryKey = `${me}:${module.apiName}`;
  const list = useListState({ memoryKey, module: module.apiName, fields, views, answer });
  const { params, view, request, page, error, hidden, filters, selection, change } = list;
  const [filtering, setFiltering] = useState(false);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [started, setStarted] = useState(props.running);

  const lastPage = useRef<ListPage | undefined>(undefined);
  if (page) lastPage.current = page;
  const held = page ?? lastPage.current ?? NO_PAGE;
  const names = useHiddenNames(module, fields, may.reveal);
  const columns = useMemo(
    () => listColumns(fields, held, timeZone, names.hidden),
    [fields, held, timeZone, names.hidden],
  );
  const { shown, others } = useMemo(() => {
    const wanted = new Set(request.columns ?? props.defaultColumns);
    const names = fields.filter(({ system }) => system !== 'Name').map(({ apiName }) => apiName);
    return { shown: names.filter((name) => wanted.has(name)), others: names.filter((name) => !wanted.has(name)) };
  }, [fields, request.columns, props.defaultColumns]);
  const labels = useMemo((): Record<string, string> => {
    const lookups = Object.entries(held.names.lookups).map(([id, { name }]) => [id, name]);
    const people = users.map(({ value, label }) => [value, label]);
    return { ...Object.fromEntries([...lookups, ...people]), ...chosen };
  }, [held, users, chosen]);

  const exported = { columns: shown, filters, search: hidden.query.search || undefined };
  const ids = useMemo(() => page?.rows.map(rowId) ?? [], [page]);

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
        onChooseView={(id) => change({ view: id, columns: null, filters: null, sort: null })}
      />
      <div className="flex flex-col gap-3">
        <ListNotices
          view={view}
          viewMissing={params.view !== null && view === null}
          startedOver={page?.startedOver ?? false}
          removed={fields.filter(({ apiName }) => params.removed?.includes(apiName)).map(({ label }) => label)}
          forgotten={hidden.forgotten}
        />
        <div className="flex flex-wrap items-center gap-2">
          <QuickSearch plural={module.plural} text={hidden.query.search} onSearch={list.search} />
          <Button onClick={() => setFiltering(true)}>
            <Filter aria-hidden="true" />
            Filter
          </Button>
          <FilterChips fields={fields} filters={filters} names={labels} onChange={list.filterBy} />
        </div>
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
            fields={fields}
            users={users}
            onStarted={(change) => {
              setStarted(change);
              selection.clear();
            }}
          />
        ) : null}
        {error ? (
          <ErrorState
            title="This list cannot be shown"
            text={error.message}
            onRetry={list.retry}
            action={<Button onClick={list.clear}>Clear search and filters</Button>}
          />
        ) : (
          <DataTable
            label={module.plural}
            columns={columns}
            rows={page?.rows ?? NO_ROWS}
            rowId={rowId}
            rowLabel={rowLabel}
            rowHref={(row) => `/m/${module.apiName}/${row.id}`}
            sort={request.sort ? { id: request.sort.field, desc: request.sort.order === 'desc' } : null}
            onSort={(sort) => change({ sort: sort && { field: sort.id, order: sort.desc ? 'desc' : 'asc' } })}
            selected={selection.all ? ids : selection.ids}
            onSelect={selection.select}
            hidden={others}
            onHide={(ids) => change({ columns: [...shown, ...others].filter((name) => !ids.includes(name)) })}
            loading={list.loading}
            empty={
              <ListEmpty
                module={module}
                narrowed={filters.length > 0 || hidden.active}
                creatable={may.create}
                importable={may.import}
                onClear={list.clear}
              />
            }
          />
        )}
        {page ? (
          <Pagination
            summary={summaryOf(page, module)}
            pageSize={params.size}
            pageSizes={PAGE_SIZES}
            onPageSize={(size) => change({ size: size as ListParams['size'] })}
            onPrevious={page.previous ? () => list.turn({ before: page.previous }) : undefined}
            onNext={page.next ? () => list.turn({ after: page.next }) : undefined}
            pending={list.loading}
          />
        ) : null}
      </div>
      <FilterDialog
        open={filtering}
        onOpenChange={setFiltering}
        plural={module.plural}
        fields={fields}
        filters={filters}
        onApply={list.filterBy}
        users={users}
        names={labels}
        onNamed={({ value, label }) => setChosen((before) => ({ ...before, [value]: label }))}
      />
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

const rowId = (row: ListRow): string => row.id;

function summaryOf({ rows, count }: ListPage, module: ListModule): string {
  const total = `${count.records.toLocaleString('en-US')}${count.more ? '+' : ''}`;
  const words = count.records === 1 ? module.singular : module.plural;
  return rows.length === count.records ? `${total} ${words}` : `${rows.length} of ${total} ${words}`;
}
