'use client';

import { useAction } from 'next-safe-action/hooks';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import type { ClientCredentials, ProposedClient } from '@/lib/admin/api-clients/create';
import type { ApiClientDto, OwnerChoice } from '@/lib/admin/api-clients/queries';
import { addClient, changeClient } from './actions';
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
        <form onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <Field label="Name" required error={errors.name} hint="Stands in the audit log beside what it does.">
              <Input name="name" defaultValue={client?.name} />
            </Field>
            <Field
              label="Owner"
              required
              error={errors.ownerId}
              hint="It acts with the rights of this user, sees what they see, and stops when they are deactivated. Anybody but you has to accept it first."
            >
              <Select
                name="ownerId"
                options={ownerOptions(owners, client)}
                defaultValue={client?.ownerId ?? ''}
                {...(client ? {} : { placeholder: 'Choose a user' })}
              />
            </Field>
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
            <Field
              label="Allowed addresses"
              error={errorOf(errors, 'allowedIps')}
              hint="One address or range a line, such as 203.0.113.0/24. Empty: it may call from anywhere."
            >
              <Textarea name="allowedIps" rows={2} spellCheck={false} defaultValue={client?.allowedIps.join('\n')} />
            </Field>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label="Expires at the end of" error={errors.expiresAt} hint="In UTC. Empty: never.">
                <Input name="expiresOn" type="date" defaultValue={client?.expiresAt?.slice(0, 10)} />
              </Field>
              <Field label="Calls a minute" required error={errors.callsPerMinute}>
                <Input name="callsPerMinute" type="number" min={1} defaultValue={client?.callsPerMinute ?? 600} />
              </Field>
            </div>
            {client ? (
              <Checkbox
                name="protectedInAddress"
                defaultChecked={client.protectedInAddress}
                label="May search by protected fields in an address"
                description="For programs that can search only by GET. Not recommended: the values searched for, such as a Social Security number, stay in the logs of proxies and servers on the way. Better: the same search by POST."
              />
            ) : null}
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

/** The owner stays in the list when deactivated: the form must show what is. */
function ownerOptions(owners: readonly OwnerChoice[], client: ApiClientDto | null) {
  const options = owners.map(({ id, name, profile }) => ({ value: id, label: `${name} (${profile})` }));
  if (!client || owners.some(({ id }) => id === client.ownerId)) return options;
  return [...options, { value: client.ownerId, label: `${client.owner} (deactivated)` }];
}
