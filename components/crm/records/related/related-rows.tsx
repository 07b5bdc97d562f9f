'use client';

import { Unlink } from 'lucide-react';
import Link from 'next/link';
import { toast } from 'sonner';
import { FieldDisplay } from '@/components/fields/field-display';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/use-action';
import type { RelatedRow } from '@/lib/crm/related/list';
import { RowName, rowLabel } from '../list/row-name';
import { link, unlink } from './actions';
import { linkBetween, type RelatedProps } from './link-between';

/** The newest few of a related list. */
export function RelatedRows({ list, rows, ...props }: RelatedProps & { rows: RelatedRow[]; timeZone: string }) {
  return (
    <ul aria-label={list.label} className="divide-y divide-line">
      {rows.map((row) => (
        <Row key={row.id} list={list} row={row} {...props} />
      ))}
    </ul>
  );
}

interface RowProps extends RelatedProps {
  row: RelatedRow;
  timeZone: string;
}

function Row({ list, row, reference, timeZone }: RowProps) {
  const told = list.columns.filter(({ apiName }) => row.values[apiName] !== undefined);
  return (
    <li className="flex min-h-10 items-center gap-3 px-4 py-2 text-sm">
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
        <Link
          href={`/m/${list.module.apiName}/${row.id}`}
          className="min-w-0 break-words text-fg underline-offset-2 hover:underline"
        >
          <RowName row={row} />
        </Link>
        {told.length > 0 ? (
          <dl className="flex min-w-0 flex-wrap gap-x-4 text-muted text-xs">
            {told.map((field) => (
              <div key={field.apiName} className="flex min-w-0 gap-1">
                <dt className="text-subtle">{field.label}</dt>
                <dd className="min-w-0 break-words">
                  <FieldDisplay field={field} value={row.values[field.apiName]} timeZone={timeZone} compact />
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
      {row.unlinkable ? <UnlinkButton list={list} row={row} reference={reference} /> : null}
    </li>
  );
}

function UnlinkButton({ list, row, reference }: Omit<RowProps, 'timeZone'>) {
  const between = linkBetween(list, reference, row.id);
  const back = useAction(link, {
    onSuccess: () => toast.success(`${list.module.singular} linked again`),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'It could not be linked again.'),
  });
  const away = useAction(unlink, {
    onSuccess: () =>
      toast.success(`${list.module.singular} unlinked`, {
        action: { label: 'Undo', onClick: () => back.execute(between) },
      }),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'It could not be unlinked.'),
  });
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={`Unlink ${rowLabel(row)}`}
      pending={away.isPending}
      onClick={() => away.execute(between)}
    >
      <Unlink aria-hidden="true" />
    </Button>
  );
}
