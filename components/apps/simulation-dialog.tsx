'use client';

import { useEffect, useRef } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Mask } from '@/components/ui/mask';
import { Spinner } from '@/components/ui/spinner';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { useAction } from '@/components/ui/use-action';
import type { AppOfRecord } from '@/lib/apps/of-record';
import type { Simulated, SimulatedField } from '@/lib/apps/simulate';
import { simulateFor } from './actions';
import { TransferBadge } from './transfer-badge';

export interface SimulationDialogProps {
  reference: { module: string; recordId: string };
  app: Pick<AppOfRecord, 'connectionId' | 'name'>;
  onClose: () => void;
}

/** What an app would receive of a record now, and why. Nothing is sent by looking. */
export function SimulationDialog({ reference, app, onClose }: SimulationDialogProps) {
  const act = useAction(simulateFor);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    act.execute({ id: app.connectionId, ...reference });
  }, [act, app.connectionId, reference]);
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title={`What would ${app.name} receive?`}
        description="At this moment. Nothing is sent by looking."
      >
        <DialogBody className="flex flex-col gap-4">
          <ActionError of={act} />
          {act.isPending ? <Spinner /> : null}
          {act.result.data ? <Shown simulated={act.result.data} /> : null}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Close</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Shown({ simulated: { transfer, stays, why, fields } }: { simulated: Simulated }) {
  const isNothing = transfer === 'not_sent' || stays !== null;
  return (
    <>
      <div className="flex flex-col items-start gap-2">
        <TransferBadge transfer={isNothing ? 'not_sent' : transfer} />
        {stays ? <p className="text-fg text-sm">{stays}</p> : null}
        {why.map((sentence) => (
          <p key={sentence} className="text-fg text-sm">
            {sentence}
          </p>
        ))}
      </div>
      <Table label="Field by field">
        <TableHead>
          <tr>
            <TableHeader>Field</TableHeader>
            <TableHeader>Goes to</TableHeader>
            <TableHeader>What it receives</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {fields.map((field) => (
            <TableRow key={field.to}>
              <TableCell className="font-medium">{field.label}</TableCell>
              <TableCell className="text-muted">{field.to}</TableCell>
              <TableCell>{isNothing ? 'Nothing' : <Received field={field} />}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}

function Received({ field: { outcome, value } }: { field: SimulatedField }) {
  if (outcome === 'withheld') return <Badge tone="warning">Withheld</Badge>;
  if (outcome === 'too_long') return <Badge tone="warning">Longer than it takes</Badge>;
  if (outcome === 'masked') return <Mask />;
  return value ?? <span className="text-subtle">Empty</span>;
}
