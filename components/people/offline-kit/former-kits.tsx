import { Card } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { KitDto } from '@/lib/people/users/offline-kit/queries';
import { KitBadge } from './current-kit';

/** Kits that have ended, the newest first. */
export function FormerKits({ kits }: { kits: readonly KitDto[] }) {
  return (
    <Card title="Former kits" flush>
      <Table label="Former kits" className="min-w-140">
        <TableHead>
          <tr>
            <TableHeader>Kit</TableHeader>
            <TableHeader>Status</TableHeader>
            <TableHeader>Made</TableHeader>
            <TableHeader>Ended</TableHeader>
            <TableHeader>By</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {kits.map(({ id, state, madeAt, endedAt, endedBy }) => (
            <TableRow key={id}>
              <TableCell>{id}</TableCell>
              <TableCell>
                <KitBadge state={state} />
              </TableCell>
              <TableCell>
                <Time value={madeAt} />
              </TableCell>
              <TableCell>{endedAt ? <Time value={endedAt} /> : null}</TableCell>
              <TableCell>{endedBy}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
