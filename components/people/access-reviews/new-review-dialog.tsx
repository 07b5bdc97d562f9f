'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { ReviewChoices } from '@/lib/people/users/access-reviews/queries';
import { beginReview } from './actions';

const FIELDS = ['name', 'dueOn', 'by', 'reviewerId', 'profileIds'] as const;

const BY_OPTIONS = [
  { value: 'managers', label: 'Whoever is above in the tree of roles' },
  { value: 'named', label: 'The person named below' },
];

export interface NewReviewDialogProps {
  choices: ReviewChoices;
  onClose: () => void;
}

export function NewReviewDialog({ choices: { people, profiles }, onClose }: NewReviewDialogProps) {
  const act = useAction(beginReview, {
    onSuccess: () => {
      onClose();
      toast.success('Started: reviewers are told');
    },
  });
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const all = (name: string) => form.getAll(name).map(String);
    act.execute({
      name: String(form.get('name') ?? ''),
      dueOn: String(form.get('dueOn') ?? ''),
      by: form.get('by') === 'named' ? 'named' : 'managers',
      reviewerId: String(form.get('reviewerId') ?? ''),
      profileIds: all('profileIds'),
      userIds: all('userIds'),
    });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title="Start a review"
        description="Nobody reviews themself. Administrators and officers are reviewed by one of them."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={FIELDS} />
            <Field label="Name" required error={errors.name}>
              <Input name="name" autoComplete="off" />
            </Field>
            <Field label="Due on" required error={errors.dueOn} hint="Reviewers are reminded a week and a day before.">
              <Input name="dueOn" type="date" />
            </Field>
            <Field label="Reviewed by" required error={errors.by}>
              <Select name="by" options={BY_OPTIONS} defaultValue="managers" />
            </Field>
            <Field label="Named reviewer" error={errors.reviewerId} hint="Also for whoever has nobody above.">
              <Select
                name="reviewerId"
                options={people.map(({ id, name }) => ({ value: id, label: name }))}
                defaultValue=""
                placeholder="Nobody: whoever starts it"
              />
            </Field>
            <WhoseAccess people={people} profiles={profiles} error={errors.profileIds} />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Start
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface WhoseAccessProps extends ReviewChoices {
  error: string | undefined;
}

function WhoseAccess({ people, profiles, error }: WhoseAccessProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-fg text-sm">Whose access (nothing checked: everybody’s)</legend>
      {error ? (
        <p role="alert" className="text-danger-text text-sm">
          {error}
        </p>
      ) : null}
      {profiles.map(({ id, name }) => (
        <Checkbox key={id} name="profileIds" value={id} label={`Everybody of ${name}`} />
      ))}
      <details>
        <summary className="cursor-pointer text-sm">Choose people</summary>
        <div className="mt-2 flex flex-col gap-2">
          {people.map(({ id, name, profile }) => (
            <Checkbox key={id} name="userIds" value={id} label={name} description={profile} />
          ))}
        </div>
      </details>
    </fieldset>
  );
}
