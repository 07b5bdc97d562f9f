'use client';

import { Download } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { keep } from '@/components/one-time-link/keep';
import { isRefusal, post, type Refusal } from '@/components/one-time-link/post';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import { DescriptionList } from '@/components/ui/description-list';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { OpenedAnswer, SignedAnswer } from '@/lib/ways-in/http/open-signing';
import { TemplateText } from '../template-text';
import type { Held } from './held';

export interface SignSheetProps {
  opened: OpenedAnswer;
  held: Held;
  onSigned: (signed: SignedAnswer) => void;
}

/** The agreement to read, and the form that signs it. Times are in UTC: whoever reads it has no settings here. */
export function SignSheet({ opened, held, onSigned }: SignSheetProps) {
  const { organisation, party, documentName, document: file, sha256, words } = opened;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="font-semibold text-fg text-lg">
          Agreement between {organisation} and {party}
        </h1>
        <p className="mt-1 text-muted text-sm">Download and read it before you sign.</p>
      </div>
      <Button className="self-start" onClick={() => keep(file, documentName)}>
        <Download aria-hidden="true" />
        Download the document
      </Button>
      {words ? (
        <section aria-label="The text" className="rounded-sm border border-line p-4">
          <TemplateText template={words} />
        </section>
      ) : null}
      <DescriptionList
        items={[
          { term: `Signed for ${organisation}`, value: `${opened.ourName}, ${opened.ourTitle}` },
          { term: 'At (UTC)', value: opened.ourSignedAt.slice(0, 16).replace('T', ' ') },
          { term: 'SHA-256', value: <span className="break-all font-mono text-xs">{sha256}</span> },
          { term: 'Sign until (UTC)', value: opened.expiresAt.slice(0, 16).replace('T', ' ') },
        ]}
      />
      <SignForm party={party} held={held} onSigned={onSigned} />
    </div>
  );
}

function SignForm({ party, held, onSigned }: Pick<SignSheetProps, 'held' | 'onSigned'> & { party: string }) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    const given = {
      name: String(form.get('name') ?? ''),
      title: String(form.get('title') ?? ''),
      consent: form.get('consent') !== null,
    };
    setPending(true);
    const answer = await post<SignedAnswer>('/api/agreement-signings/sign', { ...held, ...given });
    setPending(false);
    if (isRefusal(answer)) return setRefusal(answer);
    // The link is used up: it need not stay in the history.
    window.history.replaceState(null, '', window.location.pathname);
    onSigned(answer);
  }

  const fields = refusal?.fields ?? {};
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {refusal && Object.keys(fields).length === 0 ? (
        <Callout tone="danger" role="alert">
          {refusal.message}
        </Callout>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Your name" required error={fields.name}>
          <Input name="name" autoComplete="name" maxLength={100} />
        </Field>
        <Field label="Your title" required error={fields.title}>
          <Input name="title" autoComplete="organization-title" maxLength={100} />
        </Field>
      </div>
      <Checkbox
        name="consent"
        label={`I have read this agreement and sign it electronically for ${party}.`}
        {...(fields.consent && { error: fields.consent })}
      />
      <Button type="submit" variant="primary" pending={pending} className="self-end">
        Sign
      </Button>
    </form>
  );
}
