'use client';

import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import type { Board } from '@/lib/crm/boards/get';
import { type ColumnValue, columnFilters } from '@/lib/crm/records/board-fields';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { Id } from '@/lib/platform/ids';
import { searchList } from '../list/actions';
import { rowLabel } from '../list/row-name';
import { sentFilters } from '../list/use-private-list';
import { moveCard } from './actions';
import { columnOf, kept, longer, moved } from './moved';

export interface CardsSource {
  module: string;
  board: Board;
  filters: readonly ListFilter[];
  search: string;
  /** The board is to be asked for anew. */
  onStale: () => void;
}

const NO_ANSWER = 'The server did not answer. The card is where it was.';

/** The cards as they stand: moved at once, and back again where the server says no; more are read as one scrolls. */
export function useCards({ module, board, filters, search, onStale }: CardsSource) {
  const [columns, setColumns] = useState(board.columns);
  const [names, setNames] = useState(board.names);
  const [moving, setMoving] = useState<ReadonlySet<Id>>(new Set());
  const reading = useRef(new Set<ColumnValue>());
  useEffect(() => {
    setColumns(board.columns);
    setNames(board.names);
  }, [board]);
  const { by, sum, cards } = board;

  async function move(id: Id, to: ColumnValue) {
    const from = columnOf(columns, id);
    const card = from?.rows.find((row) => row.id === id);
    if (!by || !from || !card || from.value === to || moving.has(id)) return;
    setMoving((before) => new Set([...before, id]));
    setColumns((before) => moved(before, id, to, sum));
    const answer = await moveCard({ module, id, version: card.version, values: { [by]: to ?? '' } }).catch(() => null);
    setMoving((before) => new Set([...before].filter((one) => one !== id)));
    const { data, serverError } = answer ?? {};
    if (data) return setColumns((before) => kept(before, id, data.version));
    setColumns((before) => moved(before, id, from.value, sum));
    const isLate = serverError?.reason === 'CONCURRENT' || serverError?.code === 'not_found';
    const words = isLate
      ? `Somebody else changed ${rowLabel(card)} meanwhile. The board shows where it stands now.`
      : (Object.values(serverError?.fields ?? {})[0] ?? serverError?.message ?? NO_ANSWER);
    toast.error(words);
    if (isLate) onStale();
  }

  async function more(value: ColumnValue) {
    const next = columns.find((column) => column.value === value)?.next;
    if (!by || !next || reading.current.has(value)) return;
    reading.current.add(value);
    const { data } = await searchList({
      ...{ module, search, after: next, perPage: 50 },
      columns: sum && !cards.includes(sum) ? [...cards, sum] : cards,
      filters: sentFilters(columnFilters(filters, by, value)),
    }).catch(() => ({ data: undefined }));
    reading.current.delete(value);
    if (!data) return void toast.error('More cards could not be read. Scroll on to try again.');
    if (data.startedOver) return onStale();
    setNames((before) => ({
      users: { ...before.users, ...data.names.users },
      lookups: { ...before.lookups, ...data.names.lookups },
    }));
    setColumns((before) => longer(before, value, data.rows, data.next));
  }

  return { columns, names, moving, move, more };
}
