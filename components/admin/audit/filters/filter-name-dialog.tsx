'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { AuditQuery } from '@/lib/admin/audit/query';
import { keepFilter } from './actions';

export interface FilterNameDialogProps {
  query: AuditQuery;
  onClose: () => void;
}

/** Asks for the name under which the filter on the screen is kept. */
export function FilterNameDialog({ query, onClose }: FilterNameDialogProps) {
  const [name, setName] = useState('');
  const keep = useAction(keepFilter, {
    onSuccess: () => {
      onClose();
      toast.success('Filter saved');
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    keep.execute({ name, query });
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="sm"
        title="Save this filter"
        description="Only you have it. Do not put a patient’s name into its name."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={keep} shown={['name']} />
            <Field label="Name" required error={keep.result.serverError?.fields.name}>
              <Input
                value={name}
                maxLength={80}
                autoComplete="off"
                onChange={(event) => setName(event.currentTarget.value)}
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={keep.isPending}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
