'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import type { ClientCredentials, ProposedClient } from '@/lib/admin/api-clients/create';
import type { ApiClientDto, OwnerChoice } from '@/lib/admin/api-clients/queries';
import { addClient, changeClient } from './actions';
import { ClientIdentity, ClientLimits } from './client-fields';
import { errorOf, readClientForm } from './client-form';
import { moduleRows, OTHER_ROWS, type PickableModule, pickedOf, scopesOf } from './scope-grid';
import { ScopePicker } from './scope-picker';

export interface ClientDialogProps {
  /** Null adds one. */
  client: ApiClientDto | null;
  owners: readonly OwnerChoice[];
  modules: readonly PickableModule[];
  onClose: () => void;
  onCreated: (name: string, made: ClientCredentials | ProposedClient) => void;
}

export function ClientDialog({ client, owners, modules, onClose, onCreated }: ClientDialogProps) {
  const inModules = moduleRows(modules);
  const rows = [...inModules, ...OTHER_ROWS];
  const [picked] = useState(() => pickedOf(client?.scopes ?? [], rows));
  const [ticked, setTicked] = useState(picked.ticked);
  const [others, setOthers] = useState(picked.others.join('\n'));
  const add = useAction(addClient, { onSuccess: ({ data, input }) => onCreated(input.name, data) });
  const change = useAction(changeClient, {
    onSuccess: () => {
      onClose();
      toast.success('API client saved');
    },
  });
  const act = client ? change : add;
  const errors = act.result.serverError?.fields ?? {};
  const scopes = scopesOf({ ticked, others: others.split(/[\s,]+/).filter(Boolean) }, rows);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = { ...readClientForm(new FormData(event.currentTarget), client?.expiresAt ?? null), scopes };
    if (client) change.execute({ ...given, id: client.id });
    else add.execute(given);
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title={client ? 'Edit API client' : 'New client'}
        description={
          client
            ? 'In force at its next call. If it acts for somebody else and may now do more, it waits until they accept it.'
            : 'If it acts for you, its secret is shown once. If it acts for somebody else, they are told and given the secret when they accept it.'
        }
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <ClientIdentity client={client} owners={owners} errors={errors} />
            {scopes.length === 0 ? (
              <Callout tone="info">Without a scope it may do nothing. Tick what it needs and no more.</Callout>
            ) : null}
            <ScopePicker label="Records" rows={inModules} ticked={ticked} onChange={setTicked} />
            <ScopePicker label="Everything else" rows={OTHER_ROWS} ticked={ticked} onChange={setTicked} />
            <Field
              label="Other scopes"
              error={errorOf(errors, 'scopes')}
              hint="One a line, as Zoho writes them: ZohoCRM.settings.fields.READ"
            >
              <Textarea
                rows={2}
                spellCheck={false}
                value={others}
                onChange={(event) => setOthers(event.currentTarget.value)}
              />
            </Field>
            <ClientLimits client={client} errors={errors} />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              {client ? 'Save' : 'Create client'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
