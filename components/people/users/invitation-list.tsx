'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { Empty } from '@/components/ui/description-list';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { InvitationDto } from '@/lib/people/users/invitations/list';
import { InvitationLink } from './invitation-link';
import { renew, withdraw } from './user-actions';

const STATES = {
  open: { tone: 'accent', words: 'Waiting' },
  accepted: { tone: 'success', words: 'Joined' },
  withdrawn: { tone: 'neutral', words: 'Withdrawn' },
  replaced: { tone: 'neutral', words: 'Renewed' },
  expired: { tone: 'warning', words: 'Expired' },
} as const;

/** Who was invited, and what became of it. */
export function InvitationList({ invitations }: { invitations: readonly InvitationDto[] }) {
  const router = useRouter();
  const [ending, setEnding] = useState<InvitationDto | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const again = useAction(renew, {
    onSuccess: ({ data }) => {
      router.refresh();
      if (data.path === null) toast.success('Sent again. The link of before opens nothing any more.');
      else setPath(data.path);
    },
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'That did not work.'),
  });
  return (
    <>
      <Card id="invitations" title="Invitations" flush className="mt-4">
        <Table label="Invitations">
          <TableHead>
            <tr>
              <TableHeader>Name</TableHeader>
              <TableHeader>Email</TableHeader>
              <TableHeader>Profile and role</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader>Ends</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {invitations.map((one) => (
              <TableRow key={one.id}>
                <TableCell className="font-medium">{one.name}</TableCell>
                <TableCell>{one.email}</TableCell>
                <TableCell>
                  {one.profile ?? 'Gone'}, {one.role ?? 'gone'}
                </TableCell>
                <TableCell>
                  <Badge tone={STATES[one.state].tone}>{STATES[one.state].words}</Badge>
                </TableCell>
                <TableCell>{one.state === 'open' ? <Time value={one.expiresAt} /> : <Empty />}</TableCell>
                <TableCell align="right">
                  <Acts
                    invitation={one}
                    pending={again.isPending}
                    onRenew={(byMail) => again.execute({ id: one.id, byMail })}
                    onEnd={() => setEnding(one)}
                  />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
      {path === null ? null : <InvitationLink path={path} onClose={() => setPath(null)} />}
      {ending ? (
        <ConfirmAct
          act={withdraw}
          input={{ id: ending.id }}
          title={`Withdraw the invitation of ${ending.name}?`}
          description="Its link opens nothing any more."
          confirmLabel="Withdraw"
          onClose={() => setEnding(null)}
          onDone={() => {
            setEnding(null);
            toast.success('Withdrawn');
          }}
        />
      ) : null}
    </>
  );
}

interface ActsProps {
  invitation: InvitationDto;
  pending: boolean;
  onRenew: (byMail: boolean) => void;
  onEnd: () => void;
}

function Acts({ invitation: { name, state }, pending, onRenew, onEnd }: ActsProps) {
  if (state !== 'open' && state !== 'expired') return null;
  return (
    <span className="flex flex-wrap justify-end gap-1">
      <Button size="sm" disabled={pending} aria-label={`Send ${name} another mail`} onClick={() => onRenew(true)}>
        Send again
      </Button>
      <Button size="sm" disabled={pending} aria-label={`Another link for ${name}`} onClick={() => onRenew(false)}>
        New link
      </Button>
      <Button size="sm" aria-label={`Withdraw the invitation of ${name}`} onClick={onEnd}>
        Withdraw
      </Button>
    </span>
  );
}
