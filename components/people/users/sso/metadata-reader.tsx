'use client';

import { useState } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import type { ProviderMetadata } from '@/lib/people/users/sso/saml-metadata';
import { readMetadata } from './actions';

/** Reads a provider's metadata, pasted or from a file, into the fields of the form. */
export function MetadataReader({ onRead }: { onRead: (metadata: ProviderMetadata) => void }) {
  const [text, setText] = useState('');
  const act = useAction(readMetadata, { onSuccess: ({ data }) => onRead(data) });
  const error = act.result.serverError?.fields?.metadata;
  return (
    <fieldset className="flex flex-col gap-3 rounded-sm border border-line p-3">
      <legend className="px-1 font-medium text-fg text-sm">From the provider’s metadata</legend>
      <ActionError of={act} shown={['metadata']} />
      <Field label="File with the metadata">
        <Input
          type="file"
          accept=".xml,application/samlmetadata+xml,text/xml,application/xml"
          onChange={(event) => void event.currentTarget.files?.[0]?.text().then(setText)}
        />
      </Field>
      <Field
        label="Metadata"
        error={error}
        hint="XML that begins with EntityDescriptor. Its signature is not looked at: make sure where it is from."
      >
        <Textarea
          rows={3}
          spellCheck={false}
          className="font-mono"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <div>
        <Button size="sm" pending={act.isPending} onClick={() => act.execute({ metadata: text })}>
          Fill in the fields
        </Button>
      </div>
    </fieldset>
  );
}
