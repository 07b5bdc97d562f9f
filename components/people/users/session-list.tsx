'use client';

import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { SessionDto } from '@/lib/people/users/account';
import { endOtherSessions, endSession } from './account-actions';
import { OddSignIn } from './odd-sign-in';

export function SessionList({ sessions }: { sessions: readonly SessionDto[] }) {
  const end = useAction(endSession, { onSuccess: () => toast.success('Session ended') });
  const endOthers = useAction(endOtherSessions, { onSuccess: () => toast.success('All other sessions ended') });
  const hasOthers = sessions.some((session) => !session.current);
  return (
    <>
      <PageHeader
        title="My sessions"
        breadcrumbs={[{ label: 'Personal settings', href: '/account' }]}
        description="Where you are signed in. If you do not know one, end it and change your password."
        actions={
          hasOthers ? (
            <Button pending={endOthers.isPending} onClick={() => endOthers.execute({})}>
              End all other sessions
            </Button>
          ) : null
        }
      />
      <div className="flex flex-col gap-3">
        <ActionError of={end} />
        <ActionError of={endOthers} />
        <Card flush>
          <Table label="My sessions">
            <TableHead>
              <tr>
                <TableHeader>Device</TableHeader>
                <TableHeader>IP address</TableHeader>
                <TableHeader>Started</TableHeader>
                <TableHeader>Last seen</TableHeader>
                <TableHeader>
                  <span className="sr-only">Actions</span>
                </TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {sessions.map((session) => (
                <TableRow key={session.id}>
                  <TableCell className="font-medium">
                    {session.device}
                    <OddSignIn reasons={session.odd} />
                  </TableCell>
                  <TableCell>{session.ip ?? <Empty />}</TableCell>
                  <TableCell>
                    <Time value={session.startedAt} />
                  </TableCell>
                  <TableCell>
                    <Time value={session.lastSeenAt} format="relative" />
                  </TableCell>
                  <TableCell align="right">
                    {session.current ? (
                      <Badge tone="success">This session</Badge>
                    ) : (
                      <Button
                        size="sm"
                        aria-label={`End the session on ${session.device}`}
                        pending={end.isPending && end.input?.id === session.id}
                        onClick={() => end.execute({ id: session.id })}
                      >
                        End
                      </Button>
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      </div>
    </>
  );
}
