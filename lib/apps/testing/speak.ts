import { clock } from '@/lib/platform/clock';
import type { Credentials } from '@/lib/protection/credentials';
import { headersOf } from '../connectors/authorize';
import type { AppAnswer, AppRequest, Connector } from '../connectors/connector';
import { sign } from '../connectors/sign';

export interface Speaker {
  connector: Pick<Connector, 'auth'>;
  address: string;
  credentials: Credentials;
  accessToken: string | null;
  /** The delivery's key: a signed request carries it. */
  key: string;
}

/** Sends a connector's request to a fake by Node's own fetch, and reads the answer as a delivery would. For tests. */
export async function speak(request: AppRequest, speaker: Speaker): Promise<AppAnswer> {
  const { connector, address, credentials, accessToken, key } = speaker;
  const body = request.form
    ? new URLSearchParams(request.form).toString()
    : request.json && JSON.stringify(request.json);
  const type = request.form ? 'application/x-www-form-urlencoded' : 'application/json';
  const signed =
    connector.auth.kind === 'signed'
      ? sign({ secret: credentials.secret ?? '', id: key, at: clock.now(), body: String(body) })
      : {};
  const response = await fetch(address + request.path, {
    method: request.method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': type }),
      ...request.headers,
      ...headersOf(connector.auth, credentials, accessToken),
      ...signed,
    },
    ...(body === undefined ? {} : { body: String(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    json: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined,
  };
}
