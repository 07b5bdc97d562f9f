'use client';

import { useState } from 'react';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { ShownSaml } from '@/lib/people/users/sso/queries';
import type { ProviderMetadata } from '@/lib/people/users/sso/saml-metadata';
import { MetadataReader } from './metadata-reader';

interface SamlFieldsProps {
  config: ShownSaml | null;
  errors: Readonly<Record<string, string>>;
}

/** Where a provider of SAML is and with what it signs: typed, or read in its metadata. */
export function SamlFields({ config, errors }: SamlFieldsProps) {
  const [read, setRead] = useState<{ metadata: ProviderMetadata; times: number } | null>(null);
  return (
    <>
      <MetadataReader onRead={(metadata) => setRead((before) => ({ metadata, times: (before?.times ?? 0) + 1 }))} />
      {read ? (
        <Callout role="status">
          The fields below are filled in from the metadata. {read.metadata.remarks.join(' ')} Nothing is saved yet.
        </Callout>
      ) : null}
      <PlaceFields
        key={read?.times ?? 0}
        from={read?.metadata ?? config}
        emailAttribute={config?.emailAttribute ?? ''}
        errors={errors}
      />
      <KeyFields key={`keys ${read?.times ?? 0}`} config={config} signs={read?.metadata.signsRequests ?? false} />
    </>
  );
}

type Places = Pick<ShownSaml, 'issuer' | 'entryPoint' | 'logoutUrl' | 'certificate'>;

function PlaceFields({
  from,
  emailAttribute,
  errors,
}: { from: Places | null; emailAttribute: string } & Pick<SamlFieldsProps, 'errors'>) {
  return (
    <>
      <Field label="Entity ID of the provider" required error={errors.issuer}>
        <Input name="issuer" defaultValue={from?.issuer ?? ''} spellCheck={false} autoComplete="off" />
      </Field>
      <Field
        label="Address for signing in"
        required
        error={errors.entryPoint}
        hint="Its SingleSignOnService with the binding HTTP-Redirect."
      >
        <Input name="entryPoint" defaultValue={from?.entryPoint ?? ''} spellCheck={false} autoComplete="off" />
      </Field>
      <Field
        label="Address for signing out"
        error={errors.logoutUrl}
        hint="Its SingleLogoutService with the binding HTTP-Redirect. Left empty, people stay signed in there."
      >
        <Input name="logoutUrl" defaultValue={from?.logoutUrl ?? ''} spellCheck={false} autoComplete="off" />
      </Field>
      <Field
        label="Certificate"
        required
        error={errors.certificate}
        hint="With which it signs, in PEM. While it changes, give both, one below the other."
      >
        <Textarea
          name="certificate"
          rows={4}
          spellCheck={false}
          defaultValue={from?.certificate ?? ''}
          className="font-mono"
        />
      </Field>
      <Field
        label="Attribute with the email address"
        error={errors.emailAttribute}
        hint="Left empty, the usual ones are looked at, and a NameID that is an email address."
      >
        <Input name="emailAttribute" defaultValue={emailAttribute} spellCheck={false} autoComplete="off" />
      </Field>
    </>
  );
}

function KeyFields({ config, signs }: { config: ShownSaml | null; signs: boolean }) {
  return (
    <>
      <Checkbox
        name="signsRequests"
        label="Sign our requests"
        description="With a key of our own, made when this is saved. The provider finds its certificate in our metadata."
        defaultChecked={signs || config?.signsRequests === true}
      />
      <Checkbox
        name="takesEncrypted"
        label="It may encrypt what it says of people"
        description="For that key, by RSA-OAEP and AES-GCM. What it does not encrypt is taken too."
        defaultChecked={config?.takesEncrypted === true}
      />
    </>
  );
}
