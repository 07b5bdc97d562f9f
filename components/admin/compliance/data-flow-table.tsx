import { ArrowUpRight, EyeOff, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { DoorFlow, Flow } from '@/lib/admin/settings/compliance/data-flow';

const FLOWS: Record<Flow, { text: string; tone: BadgeTone; icon: ReactNode }> = {
  masked: { text: 'Masked until revealed', tone: 'phi', icon: <EyeOff aria-hidden="true" /> },
  withheld: { text: 'Withheld', tone: 'success', icon: <Lock aria-hidden="true" /> },
  may_leave: { text: 'May leave', tone: 'warning', icon: <ArrowUpRight aria-hidden="true" /> },
};

/** Door by door, what happens to marked values as the switches stand. */
export function DataFlowTable({ flow }: { flow: readonly DoorFlow[] }) {
  return (
    <Card
      id="data-flow"
      title="What leaves now"
      description="Values that are not marked leave through every door."
      flush
    >
      <Table label="What leaves through each door" className="min-w-176">
        <TableHead>
          <TableRow>
            <TableHeader>Door</TableHeader>
            <TableHeader>Marked values</TableHeader>
            <TableHeader>Who gets them</TableHeader>
            <TableHeader>Connected</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {flow.map(({ door, name, reaches, marked, who, connected }) => (
            <TableRow key={door}>
              <TableCell>
                <span className="font-medium">{name}</span>
                <span className="block text-subtle text-xs">{reaches}</span>
              </TableCell>
              <TableCell>
                <Badge tone={FLOWS[marked].tone} icon={FLOWS[marked].icon}>
                  {FLOWS[marked].text}
                </Badge>
              </TableCell>
              <TableCell className="text-muted">{who}</TableCell>
              <TableCell className="text-muted">{connected}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
