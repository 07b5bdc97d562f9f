'use client';

import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Spinner } from '@/components/ui/spinner';
import { withStepUp } from '@/components/ui/with-step-up';
import type { AddedFactor, TotpOffer } from '@/lib/people/factors/add';
import type { FieldErrors } from '@/lib/platform/errors';
import { confirmApp, startApp } from './actions';

const start = withStepUp(startApp);
const confirm = withStepUp(confirmApp);
const UNREACHABLE = 'The server did not answer. Try again.';

export interface AddDialogProps {
  onClose: () => void;
  onAdded: (added: AddedFactor) => void;
}

/** Shows the secret of an authenticator app once, and takes the app with its first code. */
export function AddAppDialog({ onClose, onAdded }: AddDialogProps) {
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  useEffect(() => {
    void start({}).then(
      ({ data, serverError }) => (data ? setOffer(data) : setError(serverError?.message ?? UNREACHABLE)),
      () => setError(UNREACHABLE),
    );
  }, []);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    if (!offer || pending) return;
    setPending(true);
    const [name, code] = [String(given.get('name') ?? ''), String(given.get('code') ?? '')];
    const { data, serverError } = await confirm({ name, code, offer: offer.offer });
    setPending(false);
    if (data) return onAdded(data);
    setErrors(serverError?.fields ?? {});
    setError(Object.keys(serverError?.fields ?? {}).length > 0 ? null : (serverError?.message ?? UNREACHABLE));
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Add an authenticator app"
        description="Scan this with the app, then type the code that it shows."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            {error ? (
              <Callout tone="danger" role="alert">
                {error}
              </Callout>
            ) : null}
            {offer ? <Offer offer={offer} /> : error ? null : <Spinner />}
            <Field label="Name" required error={errors.name} hint="By which you know it again.">
              <Input name="name" defaultValue="Authenticator app" />
            </Field>
            <Field label="Code of the app" required error={errors.code}>
              <Input name="code" inputMode="numeric" autoComplete="one-time-code" />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={pending} disabled={!offer}>
              Add
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** Black on white in dark mode too: cameras read it so. */
function Offer({ offer: { qrCode, secret } }: { offer: TotpOffer }) {
  return (
    <div className="flex flex-col items-center gap-3">
      <svg
        role="img"
        aria-label="QR code of the secret"
        viewBox={`0 0 ${qrCode.size} ${qrCode.size}`}
        className="size-48 bg-white"
        shapeRendering="crispEdges"
      >
        <path d={qrCode.path} fill="#000" />
      </svg>
      <p className="text-muted text-sm">Or type this into the app:</p>
      <code className="select-all break-all rounded-sm border border-line bg-sunken px-3 py-2 font-mono text-fg text-sm">
        {secret}
      </code>
    </div>
  );
}
