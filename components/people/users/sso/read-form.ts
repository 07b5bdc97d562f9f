import type { ConnectionInput } from '@/lib/people/users/sso/config';
import type { RuleRow } from './rule-rows';

/** What stands in the form. Pure. */
export function readForm(form: FormData, kind: 'oidc' | 'saml', rules: readonly RuleRow[]): ConnectionInput {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const list = (name: string) =>
    text(name)
      .split(/[\s,]+/)
      .filter(Boolean);
  const shared = {
    name: text('name'),
    domains: list('domains'),
    vouches: form.get('vouches') !== null,
    asksFactor: form.get('asksFactor') !== null,
    creates: form.get('creates') === null ? null : { profileId: text('profileId'), roleId: text('roleId') },
    groupsClaim: text('groupsClaim'),
    rules: rules.map(({ group, profileId, roleId }) => ({ group, profileId, roleId })),
    otherwise: text('otherwise') === 'refuse' ? ('refuse' as const) : ('keep' as const),
    issuer: text('issuer'),
  };
  if (kind === 'saml') {
    const [certificate, emailAttribute] = [text('certificate'), text('emailAttribute')];
    return {
      kind,
      ...shared,
      entryPoint: text('entryPoint'),
      logoutUrl: text('logoutUrl'),
      certificate,
      emailAttribute,
      signsRequests: form.get('signsRequests') !== null,
      takesEncrypted: form.get('takesEncrypted') !== null,
    };
  }
  const secret = text('clientSecret');
  return {
    kind,
    ...shared,
    clientId: text('clientId'),
    ...(secret !== '' && { clientSecret: secret }),
    scopes: text('scopes'),
    allowedRanges: list('allowedRanges'),
    ca: text('ca') || null,
  };
}
