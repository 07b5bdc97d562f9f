'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import { test } from './actions';
import { CardFields, cardsIn } from './card-fields';

/** Tries cards without signing in by them. */
export function TestKitDialog({ onClose }: { onClose: () => void }) {
  const act = useAction(test, {
    onSuccess: () => {
      onClose();
      toast.success('The cards are right. The kit stays in force.');
    },
  });
  const errors = act.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    act.execute({ cards: cardsIn(new FormData(event.currentTarget)) });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Test the kit"
        description="Type as many cards as it takes, then give them back to who keeps them. It signs nobody in, and the kit stays as good as it was."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} />
            <CardFields errors={errors} />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Test
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
