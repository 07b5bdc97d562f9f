import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/description-list';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { CurrentSessionDto } from '@/lib/people/users/current-sessions';
import { OddSignIn } from './odd-sign-in';

export interface CurrentSessionTableProps {
  sessions: readonly CurrentSessionDto[];
  /** Which one is just being ended. */
  ending: string | null;
  onEnd: (session: CurrentSessionDto) => void;
  onEndAll: (session: CurrentSessionDto) => void;
}

const BY: Record<NonNullable<CurrentSessionDto['by']>, string> = {
  password: 'Password',
  passkey: 'Passkey',
  oidc: 'Single sign-on (OpenID Connect)',
  saml: 'Single sign-on (SAML)',
  offline_kit: 'Offline kit',
};

const howOf = ({ by, hasFactor }: CurrentSessionDto): string =>
  `${BY[by ?? 'password']}${hasFactor && by !== 'passkey' ? ', with a second factor' : ''}`;

export function CurrentSessionTable({ sessions, ending, onEnd, onEndAll }: CurrentSessionTableProps) {
  return (
    <Table label="Current sessions">
      <TableHead>
        <tr>
          <TableHeader>Person</TableHeader>
          <TableHeader>Device</TableHeader>
          <TableHeader>Signed in by</TableHeader>
          <TableHeader>IP address</TableHeader>
          <TableHeader>Since</TableHeader>
          <TableHeader>Last seen</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {sessions.map((session) => (
          <TableRow key={session.id}>
            <TableCell className="font-medium">{session.person}</TableCell>
            <TableCell>
              {session.device}
              <OddSignIn reasons={session.odd} />
            </TableCell>
            <TableCell>{howOf(session)}</TableCell>
            <TableCell>{session.ip ?? <Empty />}</TableCell>
            <TableCell>
              <Time value={session.startedAt} />
            </TableCell>
            <TableCell>
              <Time value={session.lastSeenAt} format="relative" />
            </TableCell>
            <TableCell align="right">
              <span className="flex flex-wrap items-center justify-end gap-2">
                {session.current ? (
                  <Badge tone="success">This session</Badge>
                ) : (
                  <Button
                    size="sm"
                    aria-label={`End the session of ${session.person} on ${session.device}`}
                    pending={ending === session.id}
                    onClick={() => onEnd(session)}
                  >
                    End
                  </Button>
                )}
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`End all sessions of ${session.person}`}
                  onClick={() => onEndAll(session)}
                >
                  End all
                </Button>
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
