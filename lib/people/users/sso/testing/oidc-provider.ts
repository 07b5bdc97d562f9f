/** A provider of OpenID Connect for tests: `oidc-provider`, which is certified, at an address of this machine. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { listen } from './saml-provider';

export interface OidcPerson {
  id: string;
  email: string;
  verified?: boolean;
  name?: string;
  groups?: readonly string[];
}

export const CLIENT_ID = 'careledger';
export const CLIENT_SECRET = 'a-secret-of-the-provider-for-careledger';

export interface OidcProvider {
  issuer: string;
  /** Who is at the provider's screen now. */
  person: OidcPerson;
  /** Sign-ins that were ended here at the wish of the client. */
  loggedOut: number;
  close(): Promise<void>;
}

/** Starts one that signs in whoever is set, for clients at `redirectUris`. */
export async function startOidcProvider(
  person: OidcPerson,
  { redirectUris, afterLogout = [], port }: { redirectUris: string[]; afterLogout?: string[]; port?: number },
): Promise<OidcProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const server = createServer((request, response) => handle(request, response));
  const issuer = await listen(server, port);
  const started: OidcProvider = { issuer, person, loggedOut: 0, close: async () => {} };
  const provider = new Provider(issuer, configuration(started, { redirectUris, afterLogout }));
  provider.on('end_session.success', () => {
    started.loggedOut += 1;
  });
  const answer = provider.callback();
  handle = async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    await provider.interactionFinished(request, response, { login: { accountId: started.person.id } });
  };
  started.close = () => new Promise((done) => server.close(() => done()));
  return started;
}

function configuration(
  started: OidcProvider,
  { redirectUris, afterLogout }: { redirectUris: string[]; afterLogout: string[] },
): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: redirectUris,
        post_logout_redirect_uris: afterLogout,
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    cookies: { keys: ['a key of the test'] },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource } },
    findAccount: (_, accountId) => {
      const { email, verified = true, name, groups } = started.person;
      const claims = { sub: accountId, email, email_verified: verified, name, groups };
      return { accountId, claims: () => claims };
    },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
}

/** The provider's question whether to end its session too, answered at once. */
const logoutSource = (ctx: { body: unknown }, form: string): void => {
  ctx.body = `<!doctype html><title>Provider</title>${form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>')}
<script>document.forms[0].submit()</script>`;
};
