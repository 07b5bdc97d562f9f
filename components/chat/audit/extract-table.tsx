import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ExtractRow } from '@/lib/chat/extracts/list';
import type { Id } from '@/lib/platform/ids';

const STATES = {
  ready: 'Not opened yet',
  opened: 'Opened',
  revoked: 'Taken back',
  burnt: 'Ended: wrong secrets',
  expired: 'Expired',
};

export interface ExtractTableProps {
  extracts: readonly ExtractRow[];
  onRevoke: (id: Id) => void;
}

/** Extracts, for whom they were made and whether they open yet. */
export function ExtractTable({ extracts, onRevoke }: ExtractTableProps) {
  return (
    <Table label="Extracts">
      <TableHead>
        <tr>
          <TableHeader>Made</TableHeader>
          <TableHeader>By</TableHeader>
          <TableHeader>Conversation ID</TableHeader>
          <TableHeader>For</TableHeader>
          <TableHeader align="right">Entries</TableHeader>
          <TableHeader>Until</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>
            <span className="sr-only">Acts</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {extracts.map((extract) => (
          <TableRow key={extract.id}>
            <TableCell>
              <Time value={extract.createdAt} />
            </TableCell>
            <TableCell>{extract.createdBy ?? 'A former user'}</TableCell>
            <TableCell className="font-mono text-xs">{extract.conversationId}</TableCell>
            <TableCell>{extract.audience === 'visitor' ? 'The visitor' : 'An operator'}</TableCell>
            <TableCell align="right">{extract.entries}</TableCell>
            <TableCell>
              <Time value={extract.expiresAt} />
            </TableCell>
            <TableCell>
              <Badge tone={extract.state === 'ready' ? 'accent' : 'neutral'}>{STATES[extract.state]}</Badge>
            </TableCell>
            <TableCell align="right">
              {extract.state === 'ready' ? (
                <Button
                  size="sm"
                  aria-label={`Revoke the extract of conversation ${extract.conversationId}`}
                  onClick={() => onRevoke(extract.id)}
                >
                  Revoke
                </Button>
              ) : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
