import { clock } from '@/lib/platform/clock';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { CareledgerError } from '@/lib/platform/errors';
import { type Credentials, openCredentials } from '@/lib/protection/credentials';
import type { Connection } from '../connections/connection';
import { headersOf } from '../connectors/authorize';
import type { AppAnswer, AppRequest } from '../connectors/connector';
import { connectorOf } from '../connectors/registry';
import { sign } from '../connectors/sign';
import { type Answer, OutboundError, type Outgoing, send } from '../outbound';
import { accessTokenFor, forgetAccessToken } from './access-token';
import { Outdated } from './leaving';
import type { Plan } from './plan';
import { readJson } from './read-json';
import { type Result, resultOf, resultOfError } from './result';

/** A connection that can be sent to. */
export interface SignedIn {
  connection: Connection;
  credentials: Credentials;
}

/** With its credentials opened; null where none were given. @throws OpenError */
export const signIn = (connection: Connection, keys: OrgKeys): SignedIn | null =>
  connection.credentials && {
    connection,
    credentials: openCredentials(keys, connection.id, connection.credentials),
  };

type Sending = Extract<Plan, { do: 'send' | 'remove' }>;

type Before = () => Promise<void>;

/**
 * Sends what a plan says. Never throws for what the other side does.
 * @param before done when there is a connection, before each request; by Outdated it says that nothing is to leave
 */
export async function sendPlan(to: SignedIn, plan: Sending, before: Before): Promise<Result> {
  const result = await sendOnce(to, plan, before);
  // An earlier try made it, whose answer was lost: the record may be another by now.
  if (plan.do === 'send' && result.went === 'well' && result.wasThere && result.remoteId !== null) {
    const changed = await sendOnce(to, { ...plan, request: plan.asChange(result.remoteId), isNamed: true }, before);
    return changed.went === 'well' ? { ...changed, remoteId: result.remoteId } : changed;
  }
  return result;
}

async function sendOnce(to: SignedIn, plan: Sending, before: Before): Promise<Result> {
  const { appModule } = plan.flow;
  const connector = connectorOf(to.connection.app);
  const size = Buffer.byteLength(bodyOf(plan.request).body ?? '');
  if (size > connector.limits.bodyBytes) return { went: 'badly', reason: 'too_large' };
  try {
    const answer = await exchange(to, plan.request, { key: plan.key, before });
    const isRepeat = plan.taken.tries > 1;
    const reading =
      plan.do === 'send'
        ? { remoteId: appModule.remoteId, alreadyThere: isRepeat ? appModule.alreadyThere : undefined }
        : { remoteId: () => null, alreadyThere: plan.isNamed ? isGone : undefined };
    return resultOf(connector, answer, { ...reading, isNamed: plan.isNamed }, clock.nowMs());
  } catch (error) {
    if (error instanceof Outdated) return { went: 'anew' };
    if (error instanceof OutboundError) return resultOfError(error);
    // What was given to sign in with cannot be written into a request.
    if (error instanceof CareledgerError && error.code === 'invalid')
      return { went: 'later', reason: 'no_credentials', whole: true };
    throw error;
  }
}

/** What was to be removed is not there any more. */
const isGone = ({ status }: AppAnswer): string | null => (status === 404 || status === 410 ? '' : null);

/**
 * One request to a connection's app, signed in; anew with another token where it does not know the one at hand.
 * @param before done before each request, when there is a connection
 */
export async function exchange(
  { connection, credentials }: SignedIn,
  request: AppRequest,
  { key, before }: { key: string; before?: Before },
): Promise<AppAnswer & { durationMs: number; sent: Outgoing }> {
  const { auth } = connectorOf(connection.app);
  const { body, type } = bodyOf(request);
  const attempt = async (): Promise<{ answer: Answer; sent: Outgoing }> => {
    const token = auth.kind === 'oauth' ? await accessTokenFor(connection, credentials) : null;
    const signed =
      auth.kind === 'signed'
        ? sign({ secret: credentials.secret ?? '', id: key, at: clock.now(), body: body ?? '' })
        : headersOf(auth, credentials, token);
    const headers = {
      accept: 'application/json',
      ...(type && { 'content-type': type }),
      ...request.headers,
      ...signed,
    };
    const url = request.path === '' ? connection.address : connection.address.replace(/\/$/, '') + request.path;
    const sent: Outgoing = { method: request.method, url, headers, ...(body !== undefined && { body }) };
    return { answer: await send(sent, connection.allowedRanges, { before }), sent };
  };
  let { answer, sent } = await attempt();
  if (answer.status === 401 && auth.kind === 'oauth') {
    forgetAccessToken(connection);
    ({ answer, sent } = await attempt());
  }
  return {
    status: answer.status,
    headers: answer.headers,
    json: readJson(answer.body),
    durationMs: answer.durationMs,
    sent,
  };
}

function bodyOf({ json, form }: AppRequest): { body?: string; type?: string } {
  if (json !== undefined) return { body: JSON.stringify(json), type: 'application/json' };
  if (form) return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
  return {};
}
