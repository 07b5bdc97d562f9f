'use client';

import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Empty } from '@/components/ui/description-list';
import { Skeleton } from '@/components/ui/skeleton';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { useAction } from '@/components/ui/use-action';
import type { EntryDetails } from '@/lib/admin/audit/details';
import { openDetails } from './actions';

const ONLY_MARKED = 'The values are of fields that are marked as personal health data by now.';

/** Old and new values and the note of an entry, opened when somebody looks. Marked fields are not among them. */
export function EntryValues({ id, none = ONLY_MARKED }: { id: string; none?: string }) {
  const { execute, result, isPending } = useAction(openDetails);
  useEffect(() => execute({ id }), [execute, id]);
  if (result.data) return <Opened {...result.data} none={none} />;
  if (result.serverError && !isPending) {
    return (
      <Callout
        tone="danger"
        role="alert"
        action={
          <Button size="sm" onClick={() => execute({ id })}>
            Try again
          </Button>
        }
      >
        {result.serverError.message}
      </Callout>
    );
  }
  return (
    <div role="status">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-12" />
    </div>
  );
}

function Opened({ changes, note, damaged, none }: EntryDetails & { none: string }) {
  return (
    <>
      {damaged ? (
        <Callout tone="danger">
          What this entry keeps encrypted does not open: it was changed outside Careledger.
        </Callout>
      ) : null}
      {changes.length > 0 ? (
        <div className="overflow-hidden rounded-sm border border-line bg-surface">
          <Table label="Values before and after">
            <TableHead>
              <TableRow>
                <TableHeader>Field</TableHeader>
                <TableHeader>Before</TableHeader>
                <TableHeader>After</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {changes.map((change) => (
                <TableRow key={change.field}>
                  <TableCell className="whitespace-nowrap text-muted">{change.field}</TableCell>
                  <TableCell className="break-words">{change.old ?? <Empty />}</TableCell>
                  <TableCell className="break-words">{change.new ?? <Empty />}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      ) : null}
      {note ? (
        <p className="text-sm">
          <span className="text-muted">In their words: </span>
          {note}
        </p>
      ) : null}
      {changes.length === 0 && !note ? <p className="text-muted text-sm">{none}</p> : null}
    </>
  );
}
