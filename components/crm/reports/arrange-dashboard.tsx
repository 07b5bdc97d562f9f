'use client';

import { LayoutDashboard } from 'lucide-react';
import { useState } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { type ArrangedItem, ArrangeList } from '@/components/ui/arrange-list';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import { saveDashboard } from './actions';

/** The button by which somebody arranges their own dashboard. @param reports all that they may read, those on it first */
export function ArrangeDashboard({ reports }: { reports: readonly ArrangedItem[] }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <LayoutDashboard aria-hidden="true" />
          Arrange
        </Button>
      </DialogTrigger>
      <DialogContent title="Arrange your dashboard" description="Up to 12 reports, for you alone." size="sm">
        <ArrangeCards reports={reports} onClose={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function ArrangeCards({ reports, onClose }: { reports: readonly ArrangedItem[]; onClose: () => void }) {
  const [items, setItems] = useState<readonly ArrangedItem[]>(reports);
  const save = useAction(saveDashboard, { onSuccess: onClose });
  const cards = items.filter(({ shown }) => shown).map(({ key }) => key);
  return (
    <>
      <DialogBody className="flex flex-col gap-3">
        <ActionError of={save} />
        <ArrangeList label="Reports" items={items} onChange={setItems} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" pending={save.isPending} onClick={() => save.execute({ cards })}>
          Save
        </Button>
      </DialogFooter>
    </>
  );
}
