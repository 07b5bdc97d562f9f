'use client';

import { LayoutDashboard } from 'lucide-react';
import { useState } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { type ArrangedItem, ArrangeList } from '@/components/ui/arrange-list';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import { saveHome } from './actions';

export interface ArrangeHomeProps {
  /** The cards as they stand now. */
  cards: readonly ArrangedItem[];
  /** Their keys as they stand when nobody arranged them. */
  usual: readonly string[];
}

/** The button by which somebody arranges the cards of their own home. */
export function ArrangeHome({ cards, usual }: ArrangeHomeProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <LayoutDashboard aria-hidden="true" />
          Arrange
        </Button>
      </DialogTrigger>
      <DialogContent title="Arrange home" description="For you alone." size="sm">
        <ArrangeCards cards={cards} usual={usual} onClose={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function ArrangeCards({ cards, usual, onClose }: ArrangeHomeProps & { onClose: () => void }) {
  const [items, setItems] = useState<readonly ArrangedItem[]>(cards);
  const save = useAction(saveHome, { onSuccess: onClose });
  const placeOf = ({ key }: ArrangedItem) => usual.indexOf(key);
  function reset() {
    setItems(items.map((item) => ({ ...item, shown: true })).sort((one, other) => placeOf(one) - placeOf(other)));
  }
  return (
    <>
      <DialogBody className="flex flex-col gap-3">
        <ActionError of={save} />
        <ArrangeList label="Cards" items={items} onChange={setItems} />
      </DialogBody>
      <DialogFooter>
        <Button variant="ghost" className="mr-auto" onClick={reset}>
          As at first
        </Button>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="primary"
          pending={save.isPending}
          onClick={() => save.execute({ cards: items.map(({ key, shown }) => ({ key, shown })) })}
        >
          Save
        </Button>
      </DialogFooter>
    </>
  );
}
