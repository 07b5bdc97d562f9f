import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AgreementDto, SigningDto } from '@/lib/admin/agreements/get';
import type { AgreementAct } from './agreement-acts';

const LOOKS: Record<SigningDto['state'], { tone: BadgeTone; label: string }> = {
  open: { tone: 'accent', label: 'Open' },
  signed: { tone: 'success', label: 'Signed' },
  revoked: { tone: 'neutral', label: 'Taken back' },
  burnt: { tone: 'danger', label: 'Ended: wrong secrets' },
  expired: { tone: 'neutral', label: 'Expired' },
};

export interface SigningCardProps {
  agreement: AgreementDto;
  onAct: (act: AgreementAct) => void;
}

/** The links by which the other side was asked to sign. */
export function SigningCard({ agreement: { signings }, onAct }: SigningCardProps) {
  if (signings.length === 0) return null;
  return (
    <Card id="signing" title="Links to sign" flush>
      <Table label="Links to sign">
        <TableHead>
          <tr>
            <TableHeader>Made</TableHeader>
            <TableHeader>Signed for us</TableHeader>
            <TableHeader>Opened</TableHeader>
            <TableHeader>Signed for them</TableHeader>
            <TableHeader>Ends</TableHeader>
            <TableHeader>Status</TableHeader>
            <TableHeader>
              <span className="sr-only">Take back</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {signings.map((signing) => (
            <TableRow key={signing.id}>
              <TableCell>
                <Time value={signing.createdAt} />
              </TableCell>
              <TableCell>{`${signing.ourName}, ${signing.ourTitle}`}</TableCell>
              <TableCell>{signing.openedAt ? <Time value={signing.openedAt} /> : 'Not yet'}</TableCell>
              <TableCell>{signing.theirName ? `${signing.theirName}, ${signing.theirTitle}` : 'Not yet'}</TableCell>
              <TableCell>
                <Time value={signing.expiresAt} />
              </TableCell>
              <TableCell>
                <Badge tone={LOOKS[signing.state].tone}>{LOOKS[signing.state].label}</Badge>
              </TableCell>
              <TableCell align="right">
                {signing.state === 'open' ? (
                  <Button size="sm" onClick={() => onAct({ kind: 'revoke', signingId: signing.id })}>
                    Take back
                  </Button>
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
