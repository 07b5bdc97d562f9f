'use client';

import { ArrowRightLeft } from 'lucide-react';
import Link from 'next/link';
import { memo } from 'react';
import { FieldDisplay } from '@/components/fields/field-display';
import { MaskedDisplay } from '@/components/fields/masked-display';
import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { ListRow } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { RecordNames } from '@/lib/crm/records/names';
import { isUnopened } from '@/lib/crm/records/unopened';
import type { Id } from '@/lib/platform/ids';
import { RowName, rowLabel } from '../list/row-name';

/** What all cards of a board have in common: stable between renders, since a board has hundreds of cards. */
export interface CardLook {
  module: string;
  /** What stands on a card beside the name. */
  fields: readonly ListField[];
  masked: readonly string[];
  names: RecordNames;
  timeZone: string;
  /** May be moved: by whoever may change records, where the pick list may be written. */
  movable: boolean;
  onAskWhere: (id: Id) => void;
}

export interface BoardCardProps {
  row: ListRow;
  look: CardLook;
  /** Picked up by the keyboard. */
  held: boolean;
  /** On its way: the server has not answered. */
  moving: boolean;
  /** The one card of its column that the Tab key reaches. */
  reachable: boolean;
}

function BoardCardInner({ row, look, held, moving, reachable }: BoardCardProps) {
  const { module, fields, movable, onAskWhere } = look;
  const focusable = { tabIndex: reachable ? 0 : -1 };
  return (
    <li
      data-card={row.id}
      draggable={movable && !moving}
      aria-busy={moving || undefined}
      className={cn(
        'group/card relative rounded-sm border border-line bg-surface p-2.5 text-sm [contain-intrinsic-size:auto_6rem] [content-visibility:auto]',
        'has-focus-visible:border-accent data-dragged:opacity-50',
        movable && 'cursor-grab',
        held && 'border-accent bg-accent-soft',
        moving && 'opacity-60',
      )}
    >
      <div className="flex items-start gap-1">
        <Link
          href={`/m/${module}/${row.id}`}
          prefetch={false}
          draggable={false}
          data-card-focus=""
          aria-describedby={movable ? 'board-how' : undefined}
          className="min-w-0 flex-1 truncate py-0.5 font-medium text-fg hover:underline"
          {...focusable}
        >
          <RowName row={row} />
        </Link>
        {movable ? (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Move ${rowLabel(row)}`}
            className="-my-0.5 -mr-1 sm:opacity-0 sm:focus-visible:opacity-100 sm:group-hover/card:opacity-100"
            onClick={() => onAskWhere(row.id)}
            {...focusable}
          >
            <ArrowRightLeft aria-hidden="true" />
          </Button>
        ) : null}
      </div>
      {fields.length > 0 ? (
        <dl className="mt-1.5 flex flex-col gap-0.5 text-xs">
          {fields.map((field) => (
            <div key={field.apiName} className="flex min-w-0 items-baseline gap-2">
              <dt className="shrink-0 text-subtle">{field.label}</dt>
              <dd className="min-w-0 flex-1 truncate text-right text-muted">
                <CardValue row={row} field={field} look={look} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </li>
  );
}

function CardValue({ row, field, look }: { row: ListRow; field: ListField; look: CardLook }) {
  if (look.masked.includes(field.apiName)) return <MaskedDisplay field={field} />;
  if (isUnopened(row, field)) return <UnopenedDisplay />;
  const { users, lookups } = look.names;
  const value = row.values[field.apiName];
  return <FieldDisplay field={field} value={value} timeZone={look.timeZone} users={users} lookups={lookups} compact />;
}

export const BoardCard = memo(BoardCardInner);
