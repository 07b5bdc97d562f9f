'use client';

import { useCallback, useMemo, useState } from 'react';
import { useTimeZone } from '@/components/ui/time-zone';
import type { Board } from '@/lib/crm/boards/get';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { ColumnValue } from '@/lib/crm/records/board-fields';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { Id } from '@/lib/platform/ids';
import type { ListModule } from '../list/list-module';
import { rowLabel } from '../list/row-name';
import type { CardLook } from './board-card';
import { BoardColumn } from './board-column';
import { MoveDialog } from './move-dialog';
import { columnOf } from './moved';
import { useCardMoves } from './use-card-moves';
import { type CardsSource, useCards } from './use-cards';

export interface BoardColumnsProps extends Omit<CardsSource, 'module'> {
  board: Board;
  module: ListModule;
  fields: readonly ListField[];
  by: ListField;
  mayEdit: boolean;
  loading: boolean;
}

/** The columns of a board side by side, and the ways to move a card from one to another. */
export function BoardColumns({ module, board, fields, by, mayEdit, loading, ...asked }: BoardColumnsProps) {
  const timeZone = useTimeZone();
  const { columns, names, moving, move, more } = useCards({ ...asked, board, module: module.apiName });
  const [where, setWhere] = useState<Id | null>(null);
  const movable = mayEdit && isEnterable(by);
  const labelOf = useCallback(
    (value: ColumnValue) =>
      value === null
        ? `Without ${by.label.toLowerCase()}`
        : (by.options.pickList?.find((option) => option.value === value)?.label ?? value),
    [by],
  );
  const moves = useCardMoves({ columns, labelOf, movable, move });
  const look = useMemo(
    (): CardLook => ({
      module: module.apiName,
      fields: board.cards.flatMap((name) => fields.find(({ apiName }) => apiName === name) ?? []),
      masked: board.masked,
      names,
      timeZone,
      movable,
      onAskWhere: setWhere,
    }),
    [module.apiName, board, fields, names, timeZone, movable],
  );
  const summed = fields.find(({ apiName }) => apiName === board.sum);
  const sumOf = (sum: number | null) =>
    sum === null || !summed ? null : fieldType(summed.type).format(sum, summed.options, { timeZone });
  const asking = where === null ? undefined : columnOf(columns, where);
  const card = asking?.rows.find(({ id }) => id === where);
  return (
    <>
      <p id="board-how" className="sr-only">
        Space picks the card up, left and right choose a column, Space puts it down.
      </p>
      <p role="status" className="sr-only">
        {moves.said}
      </p>
      <section
        aria-label={`${module.plural} by ${by.label}`}
        aria-busy={loading || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="flex gap-3 overflow-x-auto overscroll-x-contain pb-2 focus-visible:-outline-offset-2 aria-busy:opacity-60 max-sm:snap-x"
        {...moves.handlers}
      >
        {columns.map((column, place) => (
          <BoardColumn
            key={column.value ?? ''}
            column={column}
            place={place}
            label={labelOf(column.value)}
            sum={sumOf(column.sum)}
            look={look}
            over={moves.over === place}
            held={moves.held?.id}
            moving={moving}
            active={moves.active}
            onMore={() => void more(column.value)}
          />
        ))}
      </section>
      {card && asking ? (
        <MoveDialog
          name={rowLabel(card)}
          choices={columns.filter((column) => column !== asking).map(({ value }) => ({ value, label: labelOf(value) }))}
          onChoose={(value) => {
            setWhere(null);
            void move(card.id, value);
          }}
          onClose={() => setWhere(null)}
        />
      ) : null}
    </>
  );
}
