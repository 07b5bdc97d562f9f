'use client';

import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toast } from 'sonner';
import { sayError } from '@/components/admin/compliance/say-error';
import type { DataTableColumn } from '@/components/data-table/columns';
import { DataTable } from '@/components/data-table/data-table';
import { SelectionBar } from '@/components/data-table/selection-bar';
import { counted } from '@/components/ui/counted';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { Time } from '@/components/ui/time';

/** Which conversations are chosen, and whether somebody is asked about them. */
export function useChosen() {
  const [selected, select] = useState<string[]>([]);
  const [asking, ask] = useState(false);
  /** For an act upon them: says what became of them. */
  const done = (words: string) => ({
    onSuccess: ({ data }: { data?: { count: number } }) => {
      select([]);
      ask(false);
      toast.success(`${counted(data?.count ?? 0, 'conversation')} ${words}`);
    },
    onError: (given: Parameters<typeof sayError>[0]) => {
      ask(false);
      sayError(given);
    },
  });
  return { selected, select, asking, ask, done };
}

export interface ConversationTableProps<Row extends { id: string }> {
  intro: string;
  filter?: ReactNode;
  label: string;
  columns: readonly DataTableColumn<Row>[];
  conversations: readonly Row[];
  chosen: ReturnType<typeof useChosen>;
  selectable?: boolean;
  /** What can be done with those chosen. */
  acts: ReactNode;
  empty: string;
  previousHref?: string;
  nextHref?: string;
}

/** Conversations by ids, states and times, for whoever deletes or restores them and reads none. */
export function ConversationTable<Row extends { id: string }>(props: ConversationTableProps<Row>) {
  const { chosen, selectable = true, previousHref, nextHref } = props;
  return (
    <>
      <p className="text-muted text-sm">{props.intro}</p>
      {props.filter}
      {chosen.selected.length > 0 ? (
        <SelectionBar count={chosen.selected.length} onClear={() => chosen.select([])}>
          {props.acts}
        </SelectionBar>
      ) : null}
      <DataTable
        label={props.label}
        columns={props.columns}
        rows={props.conversations}
        rowId={({ id }) => id}
        rowLabel={({ id }) => `conversation ${id}`}
        selected={chosen.selected}
        onSelect={selectable ? chosen.select : undefined}
        empty={<EmptyState icon={<Trash2 />} title="Nothing here" text={props.empty} />}
      />
      {previousHref || nextHref ? <Pagination previousHref={previousHref} nextHref={nextHref} /> : null}
    </>
  );
}

/** The first column. On a phone the time stands below the id. @param at the time that counts, by the name of its column */
export const idColumn = <Row extends { id: string }>(word: string, at: (row: Row) => string): DataTableColumn<Row> => ({
  id: 'id',
  header: 'Conversation ID',
  width: 176,
  hideable: false,
  cell: (row) => (
    <>
      {row.id}
      <span className="block text-subtle text-xs sm:hidden">
        {word} <Time value={at(row)} />
      </span>
    </>
  ),
});

/** Wide enough for a day and an hour. */
export const TIME_WIDTH = 204;
