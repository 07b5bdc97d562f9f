'use client';

import { type FormEvent, useCallback, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Combobox } from '@/components/ui/combobox';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { useAction } from '@/components/ui/use-action';
import { LINKED_ELSEWHERE } from '@/lib/crm/related/linked-elsewhere';
import { findLookups } from '../form/actions';
import { link } from './actions';
import { linkBetween, type RelatedProps } from './link-between';

/** Chooses a record that is there and links it. One that is linked to another record is asked about before it is moved. */
export function LinkDialog({ list, reference, onClose }: RelatedProps & { onClose: () => void }) {
  const { module } = list;
  const [chosen, setChosen] = useState<ComboboxOption | null>(null);
  const load = useCallback((query: string) => findLookups({ module: module.apiName, query }), [module.apiName]);
  const linking = useAction(link, {
    onSuccess: () => {
      toast.success(`${module.singular} linked`);
      onClose();
    },
  });
  const isElsewhere = linking.result.serverError?.reason === LINKED_ELSEWHERE;
  function choose(option: ComboboxOption | null) {
    setChosen(option);
    linking.reset();
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (chosen) linking.execute({ ...linkBetween(list, reference, chosen.value), replace: isElsewhere });
  }
  const title = `Link a ${module.singular.toLowerCase()}`;
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={title} size="sm">
        <form method="post" onSubmit={submit} aria-label={title} className="contents">
          <DialogBody className="flex flex-col gap-4">
            <Field label={module.singular}>
              <Combobox label={module.singular} load={load} value={chosen} onValueChange={choose} />
            </Field>
            {isElsewhere ? (
              <Callout tone="warning" role="alert">
                It is linked to another record now. Linked here, it is there no more.
              </Callout>
            ) : (
              <ActionError of={linking} />
            )}
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="secondary">Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={!chosen} pending={linking.isPending}>
              {isElsewhere ? 'Link here instead' : 'Link'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
