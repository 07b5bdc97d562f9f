'use client';

import { Merge, Pencil, Trash2, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { ExportButton } from '@/components/crm/exports/export-button';
import type { ExportedView } from '@/components/crm/exports/request-for';
import { SelectionBar } from '@/components/data-table/selection-bar';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import type { Chosen } from '@/lib/crm/mass-changes/schemas';
import { MOST_MERGED } from '@/lib/crm/records/merge/limits';
import type { ListModule, ListRights } from './list-module';
import { countChosen } from './mass-actions';
import { MassChangeDialog, type MassChangeDialogProps } from './mass-change-dialog';
import type { Matching, Selection } from './use-selection';

export interface SelectionActsProps extends Pick<MassChangeDialogProps, 'fields' | 'users' | 'onStarted'> {
  module: ListModule;
  may: ListRights;
  selection: Selection;
  /** All records that the list's conditions find; counted to 1,000. */
  matching: Matching | undefined;
  /** The list's conditions. */
  conditions: Omit<Chosen, 'ids' | 'said'>;
  exported: ExportedView;
  /** Ids of the rows that are seen. */
  onPage: readonly string[];
}

/** What is selected, the offer to select all that matches, and what can be done with it. */
export function SelectionActs({ module, may, selection, conditions, ...props }: SelectionActsProps) {
  const [asked, setAsked] = useState<MassChangeDialogProps['kind'] | null>(null);
  const matching = useMatching(props.matching, conditions);
  const { ids, all, count } = selection;
  return (
    <>
      <SelectionBar count={count} note={noteOn(selection, props.onPage)} onClear={selection.clear}>
        {matching && !all && matching.records > count ? (
          <Button variant="ghost" size="sm" onClick={() => selection.selectAll(matching)}>
            {offerInWords(matching)}
          </Button>
        ) : null}
        {may.edit ? (
          <>
            <Button size="sm" onClick={() => setAsked('owner')}>
              <UserRound aria-hidden="true" />
              Change owner
            </Button>
            <Button size="sm" onClick={() => setAsked('field')}>
              <Pencil aria-hidden="true" />
              Change a field
            </Button>
          </>
        ) : null}
        {may.export ? (
          <ExportButton label="Export selected" module={module} view={props.exported} selected={ids} />
        ) : null}
        {may.edit && may.delete && ids.length >= 2 && ids.length <= MOST_MERGED ? (
          <Link
            href={`/m/${module.apiName}/merge?ids=${ids.join(',')}`}
            prefetch={false}
            className={buttonClass('secondary', 'sm')}
          >
            <Merge aria-hidden="true" />
            Merge
          </Link>
        ) : null}
        {may.delete ? (
          <Button size="sm" onClick={() => setAsked('delete')}>
            <Trash2 aria-hidden="true" />
            Delete
          </Button>
        ) : null}
      </SelectionBar>
      {asked ? (
        <MassChangeDialog
          kind={asked}
          module={module}
          records={count}
          chosen={all ? { ...conditions, said: count } : { module: module.apiName, ids: [...ids] }}
          fields={props.fields}
          users={props.users}
          onClose={() => setAsked(null)}
          onMore={() => void countChosen(conditions).then(selection.selectAll, () => {})}
          onStarted={(started) => {
            setAsked(null);
            props.onStarted(started);
          }}
        />
      ) : null}
    </>
  );
}

/** What the number of those selected does not say. */
function noteOn({ ids, all }: Selection, onPage: readonly string[]): string | undefined {
  if (all) return all.more ? 'the oldest that match: no more are changed at once' : 'all that match this view';
  const isPage = ids.length === onPage.length && onPage.length > 1 && onPage.every((id) => ids.includes(id));
  return isPage ? 'all on this page' : undefined;
}

function offerInWords({ records, more }: Matching): string {
  const number = records.toLocaleString('en-US');
  return more ? `Select ${number}, the most at once, of all that match` : `Select all ${number} that match this view`;
}

/** The list counts to 1,000: beyond that it is counted when somebody begins to select. */
function useMatching(counted: Matching | undefined, conditions: SelectionActsProps['conditions']): Matching | null {
  const [exact, setExact] = useState<Matching | null>(null);
  const more = counted?.more ?? false;
  const asked = JSON.stringify(conditions);
  useEffect(() => {
    setExact(null);
    if (!more) return;
    let stale = false;
    countChosen(JSON.parse(asked)).then(
      (answer) => !stale && setExact(answer),
      () => {}, // without an answer all of them are not offered
    );
    return () => {
      stale = true;
    };
  }, [more, asked]);
  return more ? exact : (counted ?? null);
}
