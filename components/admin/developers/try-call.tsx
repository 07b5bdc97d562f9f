'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { ReferenceCall } from '@/lib/ways-in/api/reference';
import { type Answer, AnswerView, readAnswer } from './answer';
import { MULTIPART, requestOf } from './request-of';
import { useToken } from './token';

/** A form that makes the call from this page and shows what came back. */
export function TryCall({ call }: { call: ReferenceCall }) {
  const token = useToken();
  const [values, setValues] = useState(() =>
    Object.fromEntries(call.parameters.map(({ name, example }) => [name, example])),
  );
  const [body, setBody] = useState(call.body?.example ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [state, setState] = useState<'idle' | 'sending' | 'failed'>('idle');
  const [answer, setAnswer] = useState<Answer | null>(null);

  async function send(event: FormEvent) {
    event.preventDefault();
    setState('sending');
    setAnswer(null);
    const { url, init } = requestOf(call, { values, body, file, token });
    const startedMs = performance.now();
    try {
      setAnswer(await readAnswer(await fetch(url, init), startedMs));
      setState('idle');
    } catch {
      setState('failed');
    }
  }

  const needsToken = call.scopes.length > 0 && token === '';
  return (
    <form method="post" onSubmit={send} className="flex flex-col gap-3" aria-label={`Try ${call.method} ${call.path}`}>
      {call.parameters.length > 0 ? (
        <div className="grid gap-3 sm:grid-cols-2">
          {call.parameters.map(({ name, required }) => (
            <Field key={name} label={name} required={required}>
              <Input
                value={values[name] ?? ''}
                required={required}
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
                className="font-mono"
              />
            </Field>
          ))}
        </div>
      ) : null}
      {call.body?.type === MULTIPART ? (
        <Field label="File" required>
          <Input type="file" required onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        </Field>
      ) : null}
      {call.body && call.body.type !== MULTIPART ? (
        <Field label="Body" hint={call.body.type}>
          <Textarea
            rows={6}
            spellCheck={false}
            value={body}
            onChange={(event) => setBody(event.target.value)}
            className="font-mono text-xs"
          />
        </Field>
      ) : null}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" pending={state === 'sending'} disabled={needsToken}>
          Send
        </Button>
        {needsToken ? <p className="text-subtle text-xs">Give an access token at the top of the page first.</p> : null}
      </div>
      {state === 'failed' ? (
        <Callout tone="danger" role="alert" title="The server did not answer">
          It may be restarting, or the connection is gone. Send the call again.
        </Callout>
      ) : null}
      {answer ? <AnswerView answer={answer} /> : null}
    </form>
  );
}
