/**
 * A browser comes back from a provider of SAML, by a form that the provider's page sends. That comes from another site, without our
 * cookies (SameSite=Lax), and is the one call that another site's page may make (`acs`): it does nothing, knows nobody and reads
 * nothing, but gives the browser the same form once more. Sent from our own page it comes with the cookie of the sign-in that this
 * browser began, and only then is it looked at (`finish`).
 */
import { randomBytes } from 'node:crypto';
import { SsoFailure } from '@/lib/people/users/sso/failure';
import { spendAnswer } from '@/lib/people/users/sso/replay';
import { finishSaml } from '@/lib/people/users/sso/saml';
import { forbidden } from '@/lib/platform/errors';
import { readBytes } from '@/lib/ways-in/api/read-body';
import { errorResponse } from '../route';
import { isFromAnotherSite } from '../same-origin';
import { DATA_HEADERS } from '../security-headers';
import { comeBack, seeOther } from './come-back';
import { samlPlacesOf } from './places';

const MOST_BYTES = 300_000;
const SLOWEST_MS = 10_000;

interface Posted {
  response: string;
  relayState: string;
}

/** The form as it was sent; null for none. */
async function posted(request: Request): Promise<Posted | null> {
  const form = new URLSearchParams((await readBytes(request, MOST_BYTES, SLOWEST_MS)).toString('utf8'));
  const [response, relayState] = [form.get('SAMLResponse'), form.get('RelayState')];
  if (response === null || !/^[A-Za-z0-9+/=\s]+$/.test(response)) return null;
  return { response: response.replace(/\s/g, ''), relayState: /^[\w-]{1,80}$/.exec(relayState ?? '')?.[0] ?? '' };
}

/** Gives the browser the form once more, to be sent from here. */
export async function acsResponse(request: Request, connectionId: string): Promise<Response> {
  const form = await posted(request).catch(() => null);
  if (!form) return seeOther('/sign-in?sso=failed');
  const nonce = randomBytes(16).toString('base64url');
  return new Response(pageOf(form, `/api/sso/saml/${connectionId}/finish`, nonce), {
    headers: {
      ...DATA_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}

/** Both values are of letters that mean nothing in HTML. */
const pageOf = ({ response, relayState }: Posted, action: string, nonce: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Signing in</title></head>
<body>
<form method="post" action="${action}">
<input type="hidden" name="SAMLResponse" value="${response}">
<input type="hidden" name="RelayState" value="${relayState}">
<p><button type="submit">Continue signing in</button></p>
</form>
<script nonce="${nonce}">document.forms[0].submit()</script>
</body>
</html>
`;

/** Looks at the answer. */
export async function finishResponse(request: Request, connectionId: string): Promise<Response> {
  if (isFromAnotherSite(request.method, request.headers))
    return errorResponse(forbidden('This request came from another site.'));
  const form = await posted(request).catch(() => null);
  const coming = { connectionId, kind: 'saml', state: form?.relayState ?? null } as const;
  return comeBack(request, coming, async ({ orgId, connection }, { saml: kept }) => {
    const { config, id } = connection;
    if (config.kind !== 'saml' || !kept || !form) throw new SsoFailure('not_proven');
    const { identity, session, assertionId } = await finishSaml(config, samlPlacesOf(id), {
      response: form.response,
      kept,
    });
    await spendAnswer(orgId, id, assertionId);
    const end = (sessionId: string) =>
      config.logoutUrl === '' ? null : ({ sessionId, kind: 'saml', orgId, connectionId: id, session } as const);
    return { identity, end };
  });
}
