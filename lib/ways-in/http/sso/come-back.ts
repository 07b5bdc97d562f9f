/**
 * A browser that comes back from a provider. Guarantees: it is the one that was sent there, by the connection that it comes back by, as that
 * was then (else a provider could answer for another, RFC 9207); what is wrong with an answer is told to the ledger, and to
 * the browser only that it came to nothing.
 */
import { SsoFailure } from '@/lib/people/users/sso/failure';
import { findWay, type WayIn } from '@/lib/people/users/sso/find';
import type { Identity } from '@/lib/people/users/sso/person';
import { NOT_LET_IN, noteFailure, signInBySso } from '@/lib/people/users/sso/sign-in';
import { finishTry } from '@/lib/people/users/sso/try-out';
import { CareledgerError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { countCall } from '@/lib/ways-in/widget/rate-limits';
import { formerSession, keepBrowser, knownBrowser } from '../auth-options';
import { clientAddress } from '../client-address';
import { giveSession } from '../give-session';
import { requestIdOf } from '../mark-requests';
import { requireCallContext } from '../require-context';
import { DATA_HEADERS } from '../security-headers';
import { answerUnavailable, isUnavailable } from '../unavailable';
import { type Flow, forget, keep, kept, type SsoEnd } from './cookies';

/** Who it is, and how the session ends at the provider. */
export interface Answered {
  identity: Identity;
  end: (sessionId: string) => SsoEnd | null;
}

interface Coming {
  connectionId: string;
  kind: 'oidc' | 'saml';
  /** What the provider gave back of ours. */
  state: string | null;
}

/** @param read reads the provider's answer, or throws SsoFailure */
export async function comeBack(
  request: Request,
  { connectionId, kind, state }: Coming,
  read: (way: WayIn, flow: Flow) => Promise<Answered>,
): Promise<Response> {
  const from = { ip: clientAddress(request.headers), requestId: requestIdOf(request.headers) };
  try {
    await countCall('sso', { address: from.ip });
    const flow = await kept('flow');
    await forget('flow');
    if (!flow?.[kind] || flow.connectionId !== connectionId || state === null || state !== flow.state)
      return seeOther('/sign-in?sso=not_begun');
    const way = await findWay(flow.orgId, flow.connectionId);
    if (!way || way.connection.kind !== kind || way.connection.revision !== flow.revision)
      return seeOther('/sign-in?sso=failed');
    return await end(request, flow, way, () => read(way, flow));
  } catch (error) {
    if (isUnavailable(error)) answerUnavailable(from.requestId);
    const code = error instanceof CareledgerError ? (error.reason ?? error.code) : 'unknown';
    log.warn({ event: 'sso.broken', code, requestId: from.requestId });
    return seeOther('/sign-in?sso=failed');
  }
}

async function end(request: Request, flow: Flow, way: WayIn, read: () => Promise<Answered>): Promise<Response> {
  const { ip, requestId } = { ip: clientAddress(request.headers), requestId: requestIdOf(request.headers) };
  try {
    const { identity, end } = await read();
    if (flow.triedBy !== null) return await show(flow, way, identity);
    const userAgent = request.headers.get('user-agent');
    const browser = { ip, requestId, userAgent, known: await knownBrowser(), former: await formerSession() };
    const token = await signInBySso(way, identity, browser);
    await giveSession(token);
    await keepBrowser(token);
    const how = end(token.sessionId);
    if (how) await keep('end', how);
    else await forget('end');
    return seeOther(flow.returnPath);
  } catch (error) {
    if (error instanceof SsoFailure) {
      await noteFailure({ ...way, from: { ip, requestId }, reason: reasonOf(error) });
      if (flow.triedBy !== null) return await showFailure(way, error);
      return seeOther(`/sign-in?sso=${error.reason === 'provider_refused' ? 'refused' : 'failed'}`);
    }
    if (error instanceof CareledgerError && error.reason === NOT_LET_IN) return seeOther('/sign-in?sso=failed');
    throw error;
  }
}

const reasonOf = ({ reason, facts }: SsoFailure): string =>
  facts.code === undefined ? reason : `${reason}: ${facts.code}`;

/** What came, to whoever tries the connection out: they have to be signed in still. */
async function show({ triedBy }: Flow, { connection }: WayIn, identity: Identity): Promise<Response> {
  const ctx = await requireCallContext();
  if (ctx.actor.id !== triedBy) return seeOther('/sign-in?sso=not_begun');
  const result = await finishTry(ctx, connection, identity);
  const isKept = await keep('tried', { connectionId: connection.id, result });
  if (!isKept) await keep('tried', { connectionId: connection.id, result: { ...result, claims: [] } });
  return seeOther(`/setup/sso/${connection.id}`);
}

const WORDS: Record<SsoFailure['reason'], string> = {
  provider_away: 'The provider could not be reached, or its address is not among those that are allowed.',
  provider_refused: 'The provider refused it.',
  not_proven: 'What came is not proven to be the provider’s answer to this try.',
  answered_before: 'This answer came before.',
};

async function showFailure({ connection }: WayIn, error: SsoFailure): Promise<Response> {
  const { code } = error.facts;
  const words = code === undefined ? WORDS[error.reason] : `${WORDS[error.reason]} (${code})`;
  await keep('tried', { connectionId: connection.id, result: { ok: false, words, claims: [] } });
  return seeOther(`/setup/sso/${connection.id}`);
}

export const seeOther = (path: string): Response =>
  new Response(null, { status: 303, headers: { ...DATA_HEADERS, location: path } });
