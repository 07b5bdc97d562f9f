import { Pencil, Plus } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Mappable } from '@/lib/apps/connections/mappable';
import type { ConnectionDto, ModuleFlow } from '@/lib/apps/connections/queries';
import { TransferBadge } from './transfer-badge';

export interface FlowCardProps {
  connection: ConnectionDto;
  mappable: readonly Mappable[];
  /** Null: the reader may only look. */
  onEdit: ((module: string) => void) | null;
}

/** What goes to the app now: module by module, field by field. */
export function FlowCard({ connection, mappable, onEdit }: FlowCardProps) {
  const left = mappable.filter(({ module }) => !connection.flows.some((flow) => flow.module === module));
  return (
    <Card
      title="What it gets"
      description="As marks, switches and agreements are now."
      flush
      actions={
        onEdit && left[0] ? (
          <Button size="sm" onClick={() => onEdit(left[0]?.module ?? '')}>
            <Plus aria-hidden="true" />
            Add a module
          </Button>
        ) : null
      }
    >
      {connection.flows.length === 0 ? (
        <p className="p-4 text-muted text-sm">Nothing yet: add a module, and choose which of its fields go where.</p>
      ) : (
        <Table label="What it gets" className="min-w-160">
          <TableHead>
            <tr>
              <TableHeader>Module</TableHeader>
              <TableHeader>Records</TableHeader>
              <TableHeader>Fields</TableHeader>
              <TableHeader>
                <span className="sr-only">Change</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {connection.flows.map((flow) => (
              <TableRow key={flow.module}>
                <TableCell className="font-medium">{flow.plural}</TableCell>
                <TableCell>
                  <TransferBadge transfer={flow.transfer} />
                </TableCell>
                <TableCell>
                  <FieldList flow={flow} />
                </TableCell>
                <TableCell align="right">
                  {onEdit ? (
                    <Button
                      size="sm"
                      aria-label={`Change what it gets of ${flow.plural}`}
                      onClick={() => onEdit(flow.module)}
                    >
                      <Pencil aria-hidden="true" />
                      Change
                    </Button>
                  ) : null}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function FieldList({ flow }: { flow: ModuleFlow }) {
  return (
    <ul className="flex flex-wrap gap-1">
      {flow.fields.map(({ apiName, label, to, withheld, marked, needed }) => (
        <li key={to}>
          <Badge tone={withheld ? 'warning' : marked ? 'phi' : 'neutral'} title={`${apiName} → ${to}`}>
            {withheld ? `${label}, withheld` : label}
            {needed && withheld ? ' (needed)' : ''}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
