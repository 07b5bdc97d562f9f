'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import type { SsoConnectionDto } from '@/lib/people/users/sso/queries';
import { AccountFields } from './account-fields';
import { add, save } from './actions';
import { ProviderFields } from './provider-fields';
import { readForm } from './read-form';
import type { Places, RuleRow } from './rule-rows';
import { KINDS } from './words';

export interface ConnectionDialogProps {
  kind: 'oidc' | 'saml';
  places: Places;
  /** Null: another one is added. */
  connection: SsoConnectionDto | null;
  onClose: () => void;
  onAdded?: (id: string) => void;
}

/** How a provider is connected, and what its word does here. */
export function ConnectionDialog({ kind, places, connection, onClose, onAdded }: ConnectionDialogProps) {
  const [rules, setRules] = useState<RuleRow[]>(() => [...(connection?.config?.rules ?? [])]);
  const adding = useAction(add, {
    onSuccess: ({ data }) => {
      onClose();
      onAdded?.(data);
    },
  });
  const saving = useAction(save, {
    onSuccess: () => {
      onClose();
      toast.success('Saved. It is off until it is switched on.');
    },
  });
  const act = connection ? saving : adding;
  const errors = withoutPrefix(act.result.serverError?.fields ?? {});

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = readForm(new FormData(event.currentTarget), kind, rules);
    if (connection) saving.execute({ id: connection.id, connection: given });
    else adding.execute({ connection: given });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title={connection ? 'Change the connection' : `Connect a provider by ${KINDS[kind]}`}
        description="Whatever is changed lets nobody in before the connection is switched on anew."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} />
            <ProviderFields kind={kind} connection={connection} errors={errors} />
            <AccountFields
              config={connection?.config ?? null}
              kind={kind}
              places={places}
              errors={errors}
              rules={rules}
              onRules={setRules}
            />
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

/** The form is one part of what is sent: `connection.issuer` is the field `issuer`, and a line of a list is that list's. */
function withoutPrefix(fields: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(fields).map(([name, words]) => {
    const [first = '', second = ''] = name.replace(/^connection\./, '').split('.');
    return [first === 'creates' ? `creates.${second}` : first, words];
  });
  return Object.fromEntries(named);
}
