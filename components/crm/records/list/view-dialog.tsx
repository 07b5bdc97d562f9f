'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { SavedView } from '@/lib/crm/views/queries';
import type { CreateView } from '@/lib/crm/views/schemas';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';
import { changeView, saveView } from './actions';

export interface ViewDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  module: { apiName: string; plural: string };
  /** The one to rename or share; null makes a new one. */
  view: SavedView | null;
  definition: CreateView['definition'];
  mayShare: boolean;
  hasPrivate: boolean;
  onChoose: (id: string) => void;
}

export function ViewDialog({ open, onOpenChange, ...props }: ViewDialogProps) {
  const title = props.view ? 'Rename or share the view' : 'Save as a new view';
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={title}
        description="A view keeps columns, filters, the order, and whether it is a table, a board or a calendar."
        size="sm"
      >
        <ViewForm {...props} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function ViewForm(props: Omit<ViewDialogProps, 'open' | 'onOpenChange'> & { onDone: () => void }) {
  const { module, view, definition, mayShare, hasPrivate, onChoose, onDone } = props;
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [error, setError] = useState<ErrorAnswer>();
  const callbacks = {
    onSuccess: ({ data }: { data?: { id: string } }) => {
      onDone();
      toast.success('View saved');
      if (data) onChoose(data.id);
    },
    onError: ({ error: failed }: { error: { serverError?: ErrorAnswer } }) => setError(failed.serverError),
  };
  const create = useAction(saveView, callbacks);
  const update = useAction(changeView, callbacks);
  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    setError(undefined);
    if (view) update.execute({ id: view.id, name, shared });
    else create.execute({ module: module.apiName, name, shared, definition });
  }
  return (
    <form method="post" onSubmit={submit} className="contents">
      <DialogBody className="flex flex-col gap-4">
        {hasPrivate && !view ? (
          <Callout tone="phi">The search and filters on protected fields are not kept in a view.</Callout>
        ) : null}
        {error && !error.fields.name ? (
          <Callout tone="danger" role="alert">
            {error.message}
          </Callout>
        ) : null}
        <Field label="Name" required error={error?.fields.name}>
          <Input value={name} maxLength={80} onChange={(event) => setName(event.currentTarget.value)} />
        </Field>
        {mayShare ? (
          <Checkbox
            label="Share with everybody who sees this module"
            checked={shared}
            onCheckedChange={(checked) => setShared(checked)}
          />
        ) : null}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabled={name.trim() === ''}
          pending={create.isPending || update.isPending}
        >
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
