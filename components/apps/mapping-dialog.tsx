'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { Mappable } from '@/lib/apps/connections/mappable';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import { ActChoices, chosenActs } from './act-choices';
import { map, unmap } from './actions';
import { PairRows } from './pair-rows';
import { takeOutInWords } from './take-out-words';

export interface MappingDialogProps {
  connection: ConnectionDto;
  mappable: readonly Mappable[];
  /** Of which it begins. */
  module: string;
  onClose: () => void;
}

/** Which records of a module go to the app, when, and which field goes where. */
export function MappingDialog({ connection, mappable, module: first, onClose }: MappingDialogProps) {
  const [module, setModule] = useState(first);
  const flow = connection.flows.find((one) => one.module === module);
  const chosen = mappable.find((one) => one.module === module);
  const choices = mappable.filter(
    (one) => one.module === module || !connection.flows.some((other) => other.module === one.module),
  );
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="xl"
        title={`What ${connection.name} gets`}
        description="Marked fields may be mapped: whether they leave is decided each time, by switches and agreements."
      >
        {chosen ? (
          <MappingForm
            key={module}
            connection={connection}
            mappable={chosen}
            flow={flow ?? null}
            onClose={onClose}
            choose={
              flow ? null : (
                <Field label="Module" required>
                  <Select
                    value={module}
                    onChange={(event) => setModule(event.currentTarget.value)}
                    options={choices.map((one) => ({ value: one.module, label: one.plural }))}
                  />
                </Field>
              )
            }
          />
        ) : null}
      </DialogContent>
    </Dialog>
  );
}

interface MappingFormProps {
  connection: ConnectionDto;
  mappable: Mappable;
  flow: ConnectionDto['flows'][number] | null;
  choose: React.ReactNode;
  onClose: () => void;
}

function MappingForm({ connection, mappable, flow, choose, onClose }: MappingFormProps) {
  const [pairs, setPairs] = useState(() =>
    flow ? flow.fields.map(({ apiName: field, to }) => ({ field, to })) : [...mappable.usual],
  );
  const done = (words: string) => ({
    onSuccess: () => {
      onClose();
      toast.success(words);
    },
  });
  const act = useAction(map, done('Saved. It is in force for the next change.'));
  const stop = useAction(unmap, done(`${mappable.plural} are not sent any more`));
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    act.execute({
      id: connection.id,
      module: mappable.module,
      acts: chosenActs(form),
      viewId: String(form.get('viewId') ?? '') || null,
      fields: pairs,
      removeRestricted: form.has('removeRestricted'),
    });
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="contents">
      <DialogBody className="flex flex-col gap-4">
        <ActionError of={act} shown={Object.keys(errors)} />
        <ActionError of={stop} />
        {choose}
        <ActChoices mappable={mappable} acts={flow?.acts ?? null} error={errors.acts} />
        <Field
          label="Which records"
          error={errors.viewId}
          hint="A shared view chooses them by fields that are not protected."
        >
          <Select
            name="viewId"
            defaultValue={flow?.viewId ?? ''}
            placeholder={`All ${mappable.plural}`}
            options={mappable.views.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <PairRows mappable={mappable} pairs={pairs} onChange={setPairs} errors={errors} />
        <Checkbox
          name="removeRestricted"
          defaultChecked={flow?.removeRestricted ?? false}
          label="Ask the app to remove what it has and may not have any more"
          description={takeOutInWords(mappable, pairs)}
        />
      </DialogBody>
      <DialogFooter>
        {flow ? (
          <Button
            variant="danger"
            className="mr-auto"
            pending={stop.isPending}
            onClick={() => stop.execute({ id: connection.id, module: mappable.module })}
          >
            Stop sending {mappable.plural}
          </Button>
        ) : null}
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={act.isPending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
