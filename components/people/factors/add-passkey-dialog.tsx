'use client';

import { startRegistration } from '@simplewebauthn/browser';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { withStepUp } from '@/components/ui/with-step-up';
import { confirmPasskey, startPasskey } from './actions';
import type { AddDialogProps } from './add-app-dialog';

const start = withStepUp(startPasskey);
const confirm = withStepUp(confirmPasskey);
const UNREACHABLE = 'The server did not answer. Try again.';

export function AddPasskeyDialog({ onClose, onAdded }: AddDialogProps) {
  const [error, setError] = useState<string | null>(null);
  const [nameError, setNameError] = useState<string | undefined>();
  const [pending, setPending] = useState(false);

  async function add(name: string): Promise<string | null> {
    const offered = await start({});
    if (!offered.data) return offered.serverError?.message ?? UNREACHABLE;
    const response = await startRegistration({ optionsJSON: offered.data }).catch(() => null);
    if (!response) return 'Your browser or device made no passkey. Try again, or use another device.';
    const { data, serverError } = await confirm({
      name,
      response: { ...response, response: { ...response.response } },
    });
    setNameError(serverError?.fields.name);
    if (data) onAdded(data);
    return data || serverError?.fields.name ? null : (serverError?.message ?? UNREACHABLE);
  }
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (pending) return;
    setNameError(name === '' ? 'Give a name.' : undefined);
    if (name === '') return;
    setPending(true);
    setError(null);
    const fault = await add(name).catch(() => UNREACHABLE);
    setPending(false);
    setError(fault);
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Add a passkey"
        description="On this device, your phone or a security key. It signs you in by itself, with your fingerprint, face or PIN."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            {error ? (
              <Callout tone="danger" role="alert">
                {error}
              </Callout>
            ) : null}
            <Field label="Name" required error={nameError} hint="By which you know it again.">
              <Input name="name" defaultValue="Passkey" />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={pending}>
              Go on
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
