import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ListedExtract } from '@/lib/admin/audit/extracts/list';
import type { Id } from '@/lib/platform/ids';

const STATES = {
  ready: 'Not opened yet',
  opened: 'Opened',
  revoked: 'Taken back',
  burnt: 'Ended: wrong secrets',
  expired: 'Expired',
};

export interface ShownExtract extends ListedExtract {
  /** For whom it was made, in words. */
  forWhom: string;
  /** The conversation it is of, where the list is of several. */
  conversationId?: Id;
}

export interface ExtractTableProps {
  extracts: readonly ShownExtract[];
  onRevoke: (id: Id) => void;
}

/** Extracts, for whom they were made and whether they open yet. */
export function ExtractTable({ extracts, onRevoke }: ExtractTableProps) {
  const isOfSeveral = extracts.some(({ conversationId }) => conversationId !== undefined);
  return (
    <Table label="Extracts">
      <TableHead>
        <tr>
          <TableHeader>Made</TableHeader>
          <TableHeader>By</TableHeader>
          {isOfSeveral ? <TableHeader>Conversation ID</TableHeader> : null}
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
            {isOfSeveral ? <TableCell className="font-mono text-xs">{extract.conversationId}</TableCell> : null}
            <TableCell>{extract.forWhom}</TableCell>
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
                  aria-label={
                    extract.conversationId
                      ? `Revoke the extract of conversation ${extract.conversationId}`
                      : `Revoke the extract for: ${extract.forWhom}`
                  }
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
