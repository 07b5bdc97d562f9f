'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { PersonToReview } from '@/lib/people/users/access-reviews/my-reviews';
import { decideOf } from './actions';

export interface ReduceDialogProps {
  reviewId: string;
  person: PersonToReview;
  onClose: () => void;
}

export function ReduceDialog({ reviewId, person, onClose }: ReduceDialogProps) {
  const act = useAction(decideOf, {
    onSuccess: () => {
      onClose();
      toast.success('Reduced');
    },
  });
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const profileId = String(new FormData(event.currentTarget).get('profileId') ?? '');
    act.execute({ reviewId, userId: person.id, decision: 'reduced', ...(profileId !== '' && { profileId }) });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={`Reduce the access of ${person.name}`}
        description={`They have ${person.profile}. Only profiles that give less are listed; it is in force at their next click.`}
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={['profileId']} />
            <Field
              label="Profile"
              required
              error={errors.profileId}
              hint="Where single sign-on or a directory gives profiles by groups, have their groups changed there too: it gives them again."
            >
              <Select
                name="profileId"
                options={person.less.map(({ id, name }) => ({ value: id, label: name }))}
                defaultValue=""
                placeholder="Choose a profile"
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Reduce
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
