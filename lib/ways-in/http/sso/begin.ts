/** Sending a browser to a provider, and remembering in the browser, and nowhere else, that it was sent. */
import type { SsoConnection } from '@/lib/people/users/sso/connection';
import type { WayIn } from '@/lib/people/users/sso/find';
import { beginOidc } from '@/lib/people/users/sso/oidc';
import { beginSaml } from '@/lib/people/users/sso/saml';
import type { Id } from '@/lib/platform/ids';
import { type Flow, keep } from './cookies';
import { fetchFor } from './fetch';
import { redirectUriOf, samlPlacesOf } from './places';

interface Beginning {
  triedBy: Id | null;
  returnPath: string;
  /** Whom the provider is to ask, as far as it is known. */
  email: string | null;
}

/** @returns where the browser has to go. @throws SsoFailure */
export async function begin({ orgId, connection }: WayIn, beginning: Beginning): Promise<string> {
  const { email, triedBy, returnPath } = beginning;
  const { location, ...kept } = await ask(connection, email);
  const { id: connectionId, revision } = connection;
  await keep('flow', { orgId, connectionId, revision, triedBy, returnPath, ...kept });
  return location;
}

type Asked = { location: string } & Pick<Flow, 'state' | 'oidc' | 'saml'>;

async function ask({ id, config }: SsoConnection, email: string | null): Promise<Asked> {
  if (config.kind === 'oidc') {
    const asked = { redirectUri: redirectUriOf(id), fetch: fetchFor(config), email };
    const { location, kept } = await beginOidc(config, asked);
    return { location, state: kept.state, oidc: kept };
  }
  const state = crypto.randomUUID();
  const { location, kept } = await beginSaml(config, samlPlacesOf(id), state);
  return { location, state, saml: kept };
}
