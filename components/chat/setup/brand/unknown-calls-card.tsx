'use client';

import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { UnknownCall } from '@/lib/chat/setup/unknown-calls';
import type { Id } from '@/lib/platform/ids';
import { forgetCalls } from '../actions';
import { callReason } from './call-reason';

/** Calls of the sites' scripts that are answered and change nothing: names, never what was handed over. */
export function UnknownCallsCard({ brandId, calls }: { brandId: Id; calls: readonly UnknownCall[] }) {
  const forget = useAction(forgetCalls, { onSuccess: () => void toast.success('List emptied') });
  return (
    <Card
      id="unknown-calls"
      title="Your site calls what we do not have"
      description="Calls of the JS API that change nothing here. The site's script goes on after them. Only their names are kept."
      actions={
        calls.length > 0 ? (
          <Button size="sm" pending={forget.isPending} onClick={() => forget.execute({ id: brandId })}>
            Empty the list
          </Button>
        ) : null
      }
      flush
    >
      <ActionError of={forget} />
      {calls.length === 0 ? (
        <EmptyState title="Nothing so far" text="Everything that your sites have called is there." />
      ) : (
        <Table label="Calls that we do not have">
          <TableHead>
            <tr>
              <TableHeader>Call</TableHeader>
              <TableHeader>Why</TableHeader>
              <TableHeader align="right">Visits</TableHeader>
              <TableHeader>Last called</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {calls.map(({ path, visits, lastSeenAt }) => (
              <TableRow key={path}>
                <TableCell className="break-all font-mono text-xs">{path}</TableCell>
                <TableCell className="text-muted">{callReason(path)}</TableCell>
                <TableCell align="right">{visits.toLocaleString('en-US')}</TableCell>
                <TableCell className="whitespace-nowrap">
                  <Time value={lastSeenAt} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
