'use client';

import { type FormEvent, useCallback, useState } from 'react';
import { linkRecord } from '@/components/chat/actions';
import { useAct } from '@/components/chat/use-act';
import { searchRecords } from '@/components/shell/actions';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Combobox } from '@/components/ui/combobox';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import type { Id } from '@/lib/platform/ids';

export interface LinkDialogProps {
  conversationId: Id;
  onClose: () => void;
  onLinked: () => void;
}

/** Links the conversation to a record that is there already, found by its name. */
export function LinkDialog({ conversationId, onClose, onLinked }: LinkDialogProps) {
  const { run, pending, problem } = useAct(linkRecord, { quiet: true });
  const [chosen, setChosen] = useState<ComboboxOption | null>(null);
  const [missing, setMissing] = useState(false);
  const load = useCallback(
    async (query: string) =>
      (await searchRecords(query)).map(({ href, name, module }) => ({ value: href, label: name, hint: module })),
    [],
  );
  async function submit(event: FormEvent) {
    event.preventDefault();
    // A record's address: /m/<module>/<id>
    const [, , module, recordId] = chosen?.value.split('/') ?? [];
    if (!module || !recordId) return setMissing(true);
    const answer = await run({ conversationId, module, recordId });
    if (!answer.ok) return;
    onLinked();
    onClose();
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Link a record" size="sm">
        <form method="post" onSubmit={(event) => void submit(event)} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            {problem ? (
              <Callout tone="danger" role="alert">
                {problem.message}
              </Callout>
            ) : null}
            <Field label="Record" required error={missing ? 'Choose a record.' : undefined}>
              <Combobox
                label="Records"
                load={load}
                value={chosen}
                placeholder="Search by name"
                onValueChange={(option) => {
                  setChosen(option);
                  setMissing(false);
                }}
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={pending}>
              Link
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
