'use client';

import type { FormEvent } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { MadeKit } from '@/lib/people/users/offline-kit/make';
import { make } from './actions';

const FIELDS = ['cards', 'needed'] as const;

/** How many cards, and how many of them are needed. */
export function MakeKitDialog({ onClose, onMade }: { onClose: () => void; onMade: (kit: MadeKit) => void }) {
  const act = useAction(make, { onSuccess: ({ data }) => onMade(data) });
  const errors = act.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const count = (name: (typeof FIELDS)[number]) => Number(String(given.get(name) ?? '').trim() || Number.NaN);
    act.execute({ cards: count('cards'), needed: count('needed') });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Make an offline kit"
        description="The cards are shown once. A kit that is in force ends when this one comes in its place."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={FIELDS} />
            <Field label="Cards" required error={errors.cards} hint="One for each person who keeps one.">
              <Input name="cards" inputMode="numeric" defaultValue="3" autoComplete="off" />
            </Field>
            <Field
              label="Needed to sign in"
              required
              error={errors.needed}
              hint="So many people have to come together. Fewer than there are, so that one card may be lost."
            >
              <Input name="needed" inputMode="numeric" defaultValue="2" autoComplete="off" />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Make the kit
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
