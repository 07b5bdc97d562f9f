'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import type { StreamView } from '@/lib/apps/siem/queries';
import { set } from './actions';
import { KINDS, savedWords } from './words';

export interface SetDialogProps {
  stream: StreamView | null;
  onClose: () => void;
}

type Kind = (typeof KINDS)[number]['value'];

/** Where the audit log is streamed to, and in which form. */
export function SetDialog({ stream, onClose }: SetDialogProps) {
  const act = useAction(set, {
    onSuccess: () => {
      onClose();
      toast.success(savedWords(stream?.state));
    },
  });
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const kind = text('kind') as Kind;
    act.execute({
      kind,
      address: text('address'),
      allowedRanges: text('allowedRanges')
        .split(/[\s,]+/)
        .filter(Boolean),
      ca: text('ca') || null,
      from: text('from') as 'first' | 'now' | 'here',
      ...(kind === 'ocsf' && text('token') !== '' && { token: text('token') }),
    });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title="Stream the audit log"
        description="Ids, times and names of acts leave. Names of people and records, values, purposes and notes never do."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <DestinationFields stream={stream} errors={errors} />
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

interface FieldsProps {
  stream: StreamView | null;
  errors: Record<string, string | undefined>;
}

function DestinationFields({ stream, errors }: FieldsProps) {
  const before = stream?.destination ?? null;
  const [kind, setKind] = useState<Kind>(before?.kind ?? 'syslog');
  const rangesError = Object.entries(errors).find(([name]) => name.startsWith('allowedRanges'))?.[1];
  return (
    <>
      <Field label="Form" required error={errors.kind}>
        <Select name="kind" value={kind} options={KINDS} onChange={(event) => setKind(event.target.value as Kind)} />
      </Field>
      <Field
        label="Address"
        required
        error={errors.address}
        hint={kind === 'ocsf' ? 'Such as https://siem.example.org/events' : 'Such as siem.example.org:6514'}
      >
        <Input name="address" defaultValue={before?.address ?? ''} spellCheck={false} autoComplete="off" />
      </Field>
      {kind === 'ocsf' ? (
        <Field
          label="Token"
          error={errors.token}
          hint={before?.hasToken ? 'Left empty, it stays, but only at this same address.' : 'Sent as a bearer token.'}
        >
          <Input name="token" type="password" autoComplete="off" />
        </Field>
      ) : null}
      <Field label="Send from" required error={errors.from}>
        <Select
          name="from"
          defaultValue={stream ? 'here' : 'first'}
          options={[
            ...(stream ? [{ value: 'here', label: 'Where it stands' }] : []),
            { value: 'first', label: 'The first entry there is' },
            { value: 'now', label: 'The next entry that is signed' },
          ]}
        />
      </Field>
      <Field
        label="Certificate of its authority"
        error={errors.ca}
        hint="In PEM. Only where the receiver’s certificate is of an authority of your own."
      >
        <Textarea name="ca" rows={3} spellCheck={false} defaultValue={before?.ca ?? ''} className="font-mono" />
      </Field>
      <Field
        label="Private addresses that are meant"
        error={rangesError}
        hint="Only where the receiver is in your own network: one address or range a line, such as 10.0.4.0/24."
      >
        <Textarea
          name="allowedRanges"
          rows={2}
          spellCheck={false}
          defaultValue={before?.allowedRanges.join('\n') ?? ''}
        />
      </Field>
    </>
  );
}
