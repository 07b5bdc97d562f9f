'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import { renewCredentials } from './actions';
import { AskedFields, readAskedForm } from './asked-fields';
import type { EditDialogProps } from './edit-dialog';

export function CredentialsDialog({ connection, app, onClose }: EditDialogProps) {
  const act = useAction(renewCredentials, {
    onSuccess: () => {
      onClose();
      toast.success('New credentials are kept');
    },
  });
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    act.execute({ id: connection.id, credentials: readAskedForm(form, 'credentials') });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={`New credentials for ${connection.name}`}
        description="The old ones are deleted. They are kept encrypted, and shown to nobody."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <AskedFields asked={app.credentials} group="credentials" errors={errors} />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
