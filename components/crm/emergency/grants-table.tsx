import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { EmergencyDto, GrantDto } from '@/lib/crm/emergency/queries';

/** Emergency access and drills, the newest first. */
export function GrantsTable({ grants, isReviewer }: Pick<EmergencyDto, 'grants' | 'isReviewer'>) {
  return (
    <Card
      id="grants"
      title={isReviewer ? 'Used by anybody' : 'Used by me'}
      description="The last 100. The audit log keeps all."
      flush
    >
      <Table label="Emergency access">
        <TableHead>
          <tr>
            <TableHeader>What</TableHeader>
            <TableHeader className="max-sm:hidden">Who</TableHeader>
            <TableHeader className="max-sm:hidden">When</TableHeader>
            <TableHeader>State</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {grants.map((grant) => (
            <TableRow key={grant.id}>
              <TableCell>
                <Link href={`/emergency/${grant.id}`} className="font-medium text-link hover:underline">
                  {whatOf(grant)}
                </Link>
                <span className="block text-subtle text-xs sm:hidden">
                  {grant.who}, <Time value={grant.startedAt} />
                </span>
              </TableCell>
              <TableCell className="max-sm:hidden">{grant.who}</TableCell>
              <TableCell className="max-sm:hidden">
                <Time value={grant.startedAt} />
              </TableCell>
              <TableCell>
                <GrantState grant={grant} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

/** "Drill", "A record of Contacts: the patient is in danger". */
export const whatOf = ({ drill, record, reason }: GrantDto): string =>
  drill || !record ? 'Drill' : `A record of ${record.moduleLabel}: ${reason.toLowerCase()}`;

export function GrantState({ grant: { isKept, isOver, verdict } }: { grant: GrantDto }) {
  if (!isKept) return <Badge tone="danger">Changed outside Careledger</Badge>;
  if (!isOver) return <Badge tone="warning">In force</Badge>;
  if (!verdict) return <Badge tone="warning">Waits for review</Badge>;
  return <Badge tone={verdict === 'Justified' ? 'success' : 'danger'}>{verdict}</Badge>;
}
