import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { SsoConnectionDto } from '@/lib/people/users/sso/queries';
import { SamlFields } from './saml-fields';

interface ProviderFieldsProps {
  kind: 'oidc' | 'saml';
  connection: SsoConnectionDto | null;
  errors: Readonly<Record<string, string>>;
}

/** What a connection is called, whose addresses it is for, and where the provider is. */
export function ProviderFields({ kind, connection, errors }: ProviderFieldsProps) {
  const config = connection?.config ?? null;
  return (
    <>
      <Field label="Name" required error={errors.name} hint="People may see it: the name of your provider.">
        <Input name="name" defaultValue={connection?.name ?? ''} autoComplete="off" />
      </Field>
      <Field
        label="Domains"
        required
        error={errors.domains}
        hint="Whose email addresses it is for: one domain a line, such as clinic.example."
      >
        <Textarea name="domains" rows={2} spellCheck={false} defaultValue={config?.domains.join('\n') ?? ''} />
      </Field>
      {kind === 'oidc' ? (
        <OidcFields config={config?.kind === 'oidc' ? config : null} errors={errors} />
      ) : (
        <SamlFields config={config?.kind === 'saml' ? config : null} errors={errors} />
      )}
    </>
  );
}

type Config<Kind> = Extract<NonNullable<SsoConnectionDto['config']>, { kind: Kind }> | null;

function OidcFields({ config, errors }: { config: Config<'oidc'> } & Pick<ProviderFieldsProps, 'errors'>) {
  return (
    <>
      <Field label="Issuer" required error={errors.issuer} hint="Such as https://login.example.org/tenant">
        <Input name="issuer" defaultValue={config?.issuer ?? ''} spellCheck={false} autoComplete="off" />
      </Field>
      <Field label="Client id" required error={errors.clientId}>
        <Input name="clientId" defaultValue={config?.clientId ?? ''} spellCheck={false} autoComplete="off" />
      </Field>
      <Field
        label="Client secret"
        required={config === null}
        error={errors.clientSecret}
        hint={config ? 'Left empty, it stays, but only at this same issuer.' : undefined}
      >
        <Input name="clientSecret" type="password" autoComplete="new-password" />
      </Field>
      <Field label="Further scopes" error={errors.scopes} hint="Beside openid, email and profile: such as groups.">
        <Input name="scopes" defaultValue={config?.scopes ?? ''} spellCheck={false} autoComplete="off" />
      </Field>
      <Field
        label="Certificate of its authority"
        error={errors.ca}
        hint="In PEM. Only where the provider’s certificate is of an authority of your own."
      >
        <Textarea name="ca" rows={2} spellCheck={false} defaultValue={config?.ca ?? ''} className="font-mono" />
      </Field>
      <Field
        label="Private addresses that are meant"
        error={errors.allowedRanges}
        hint="Only where the provider is in your own network: one address or range a line, such as 10.0.4.0/24."
      >
        <Textarea
          name="allowedRanges"
          rows={2}
          spellCheck={false}
          defaultValue={config?.allowedRanges.join('\n') ?? ''}
        />
      </Field>
    </>
  );
}
