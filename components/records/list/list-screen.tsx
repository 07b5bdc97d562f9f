'use client';

import { Filter, Plus, ShieldCheck, Upload } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useMemo, useRef, useState, useTransition } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { ExportButton } from '@/components/exports/export-button';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { useTimeZone } from '@/components/ui/time-zone';
import type { Id } from '@/lib/ids';
import type { ListFilter } from '@/lib/records/filter';
import type { ListPage, ListRow } from '@/lib/records/list';
import { isProtected, type ListField } from '@/lib/records/list-fields';
import type { SavedView } from '@/lib/views/queries';
import type { ListActs } from './acts';
import { FilterChips } from './filter-chips';
import { FilterDialog } from './filter-dialog';
import { listColumns, rowLabel } from './list-columns';
import { ListEmpty } from './list-empty';
import { ListNotices } from './list-notices';
import { type ListParams, listParams, PAGE_SIZES, requestOf } from './list-params';
import { NO_PRIVATE_QUERY } from './private-memory';
import { QuickSearch } from './quick-search';
import { SelectionActs } from './selection-acts';
import { type ListAnswer, usePrivateList } from './use-private-list';
import { ViewMenu } from './view-menu';

export interface ListScreenProps {
  me: Id;
  module: { apiName: string; singular: string; plural: string; hipaa: boolean };
  fields: readonly ListField[];
  /** Shown until somebody chooses others. */
  defaultColumns: readonly string[];
  views: readonly SavedView[];
  users: readonly ComboboxOption[];
  may: { create: boolean; import: boolean; export: boolean; delete: boolean; shareViews: boolean };
  /** The list as the address asks for it. */
  answer: ListAnswer;
  acts: ListActs;
}

const NO_ROWS: readonly ListRow[] = [];
const NO_PAGE: Pick<ListPage, 'columns' | 'masked' | 'names'> = {
  columns: [],
  masked: [],
  names: { users: {}, lookups: {} },
};

/** A module's list. Its state is in the address, except what may not stand there. */
export function ListScreen(props: ListScreenProps) {
  const { module, fields, views, users, may, acts } = props;
  const router = useRouter();
  const timeZone = useTimeZone();
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(listParams, { history: 'push', shallow: false, startTransition });
  const [filtering, setFiltering] = useState(false);
  const [selected, setSelected] = useState<string[]>([]);
  const [chosen, setChosen] = useState<Record<string, string>>({});

  const view = views.find(({ id }) => id === params.view) ?? null;
  const request = useMemo(() => requestOf(params, view), [params, view]);
  const hidden = usePrivateList(`${props.me}:${module.apiName}`, module.apiName, request, acts.searchList);
  const { page, error } = hidden.active ? (hidden.answer ?? { page: undefined, error: undefined }) : props.answer;
  const loading = hidden.active ? hidden.pending : pending;
  const lastPage = useRef<ListPage | undefined>(undefined);
  if (page) lastPage.current = page;
  // While a first answer is awaited, the rows of before stand under the veil only if they are of the same search.
  const rows = page?.rows ?? NO_ROWS;

  function change(patch: Patch) {
    setSelected([]);
    if (hidden.active) hidden.change({ ...hidden.query, after: undefined, before: undefined });
    void setParams({ after: null, before: null, removed: null, ...patch });
  }

  function filterBy(filters: ListFilter[]) {
    const inMemory = (filter: ListFilter) => {
      const field = fields.find(({ apiName }) => apiName === filter.field);
      return field !== undefined && isProtected(field);
    };
    setSelected([]);
    hidden.change({ search: hidden.query.search, filters: filters.filter(inMemory) });
    const inAddress = filters.filter((filter) => !inMemory(filter));
    if (isSame(inAddress, request.filters ?? [])) return;
    const ofView = view?.definition.filters ?? [];
    void setParams({ after: null, before: null, removed: null, filters: isSame(inAddress, ofView) ? null : inAddress });
  }

  function search(text: string) {
    setSelected([]);
    hidden.change({ search: text, filters: hidden.query.filters });
  }

  function clear() {
    hidden.change(NO_PRIVATE_QUERY);
    change({ filters: view?.definition.filters.length ? [] : null });
  }

  function turn(place: { after?: string; before?: string }) {
    setSelected([]);
    if (hidden.active) hidden.change({ ...hidden.query, after: undefined, before: undefined, ...place });
    else void setParams({ after: place.after ?? null, before: place.before ?? null });
  }

  const shown = useMemo(() => {
    const known = (request.columns ?? props.defaultColumns).filter((name) =>
      fields.some((field) => field.apiName === name && field.system !== 'Name'),
    );
    return [...new Set(known)];
  }, [request.columns, props.defaultColumns, fields]);
  const held = page ?? lastPage.current ?? NO_PAGE;
  const columns = useMemo(() => listColumns(fields, held, timeZone), [fields, held, timeZone]);
  const notShown = useMemo(
    () => fields.filter((field) => field.system !== 'Name' && !shown.includes(field.apiName)).map((f) => f.apiName),
    [fields, shown],
  );
  const filters = [...(request.filters ?? []), ...hidden.query.filters];
  const names = useMemo(() => {
    const lookups = Object.entries(held.names.lookups).map(([id, { name }]) => [id, name]);
    const people = users.map(({ value, label }) => [value, label]);
    return { ...Object.fromEntries([...lookups, ...people]), ...chosen } as Record<string, string>;
  }, [held, users, chosen]);
  const modified = params.columns !== null || params.filters !== null || params.sort !== null;
  const href = `/m/${module.apiName}`;

  return (
    <>
      <PageHeader
        title={module.plural}
        adornment={
          <>
            <ViewMenu
              module={module}
              views={views}
              view={view}
              current={{ columns: shown, filters: request.filters ?? [], sort: request.sort ?? null }}
              modified={modified}
              mayShare={may.shareViews}
              hasPrivate={hidden.active}
              acts={acts}
              onChoose={(id) => change({ view: id, columns: null, filters: null, sort: null })}
            />
            {module.hipaa ? (
              <Badge tone="phi" icon={<ShieldCheck aria-hidden="true" />}>
                Holds health data
              </Badge>
            ) : null}
          </>
        }
        actions={
          <>
            {may.import ? (
              <Link href={`${href}/import`} className={buttonClass()}>
                <Upload aria-hidden="true" />
                Import
              </Link>
            ) : null}
            {may.export ? (
              <ExportButton
                module={module}
                view={{ columns: shown, filters, search: hidden.query.search || undefined }}
                selected={selected}
                acts={acts}
              />
            ) : null}
            {may.create ? (
              <Link href={`${href}/new`} className={buttonClass('primary')}>
                <Plus aria-hidden="true" />
                New {module.singular.toLowerCase()}
              </Link>
            ) : null}
          </>
        }
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
          <QuickSearch plural={module.plural} text={hidden.query.search} onSearch={search} />
          <Button onClick={() => setFiltering(true)}>
            <Filter aria-hidden="true" />
            Filter
          </Button>
          <FilterChips fields={fields} filters={filters} names={names} onChange={filterBy} />
        </div>
        {selected.length > 0 ? (
          <SelectionActs
            module={module}
            selected={selected}
            deletable={may.delete}
            acts={acts}
            onClear={() => setSelected([])}
            onChanged={hidden.again}
          />
        ) : null}
        {error ? (
          <ErrorState
            title="This list cannot be shown"
            text={error.message}
            onRetry={hidden.active ? hidden.again : () => startTransition(() => router.refresh())}
            action={<Button onClick={clear}>Clear search and filters</Button>}
          />
        ) : (
          <DataTable
            label={module.plural}
            columns={columns}
            rows={rows}
            rowId={rowId}
            rowLabel={rowLabel}
            rowHref={(row) => `${href}/${row.id}`}
            sort={request.sort ? { id: request.sort.field, desc: request.sort.order === 'desc' } : null}
            onSort={(sort) => change({ sort: sort && { field: sort.id, order: sort.desc ? 'desc' : 'asc' } })}
            selected={selected}
            onSelect={setSelected}
            hidden={notShown}
            onHide={(ids) =>
              change({ columns: columns.map(({ id }) => id).filter((id) => id !== 'Name' && !ids.includes(id)) })
            }
            loading={loading || (hidden.active && hidden.answer === null)}
            empty={
              <ListEmpty
                module={module}
                narrowed={filters.length > 0 || hidden.active}
                creatable={may.create}
                importable={may.import}
                onClear={clear}
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
            onPrevious={page.hasPrevious ? () => turn({ before: page.rows[0]?.id }) : undefined}
            onNext={page.hasNext ? () => turn({ after: page.rows.at(-1)?.id }) : undefined}
            pending={loading}
          />
        ) : null}
      </div>
      <FilterDialog
        open={filtering}
        onOpenChange={setFiltering}
        plural={module.plural}
        fields={fields}
        filters={filters}
        onApply={filterBy}
        users={users}
        names={names}
        onNamed={({ value, label }) => setChosen((before) => ({ ...before, [value]: label }))}
        findLookups={acts.findLookups}
      />
    </>
  );
}

type Patch = { [K in keyof ListParams]?: ListParams[K] | null };

const isSame = (a: readonly ListFilter[], b: readonly ListFilter[]): boolean => JSON.stringify(a) === JSON.stringify(b);

const rowId = (row: ListRow): string => row.id;

function summaryOf({ rows, count }: ListPage, module: ListScreenProps['module']): string {
  const total = `${count.records.toLocaleString('en-US')}${count.more ? '+' : ''}`;
  const words = count.records === 1 ? module.singular : module.plural;
  return rows.length === count.records ? `${total} ${words}` : `${rows.length} of ${total} ${words}`;
}
