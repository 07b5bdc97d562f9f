import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { SsoFailure } from '@/lib/people/users/sso/failure';
import { findWays, type WayIn } from '@/lib/people/users/sso/find';
import { noteFailure } from '@/lib/people/users/sso/sign-in';
import { forbidden, invalid } from '@/lib/platform/errors';
import { countCall } from '@/lib/ways-in/widget/rate-limits';
import { readJson } from '@/lib/ways-in/widget/read-json';
import { clientAddress } from '../client-address';
import { requestIdOf } from '../mark-requests';
import { returnPathOf } from '../return-path';
import { errorResponse } from '../route';
import { isFromAnotherSite } from '../same-origin';
import { DATA_HEADERS } from '../security-headers';
import { begin } from './begin';

const asked = z.object({
  email: z.string().max(300),
  returnPath: z.string().max(1_000).default('/'),
  /** Which of several, where more than one organisation has the domain. */
  connectionId: z.string().max(30).optional(),
});

/** No answer comes sooner, so that its time says nothing of what was looked up. */
const ANSWER_TAKES_MS = 500;
const NO_WAY = 'There is no single sign-on for this address. Sign in with your password, or ask your administrator.';
const AWAY = 'Your organisation’s provider does not answer. Try again in a few minutes.';

/** What the sign-in page does with it: goes there, or asks which one. */
export type SsoStart = { location: string } | { choices: { id: string; name: string }[] };

/**
 * Where somebody with an address signs in. It goes by the domain alone: whether anybody here has the address shows neither in
 * the answer nor in its time.
 */
export async function startResponse(request: Request): Promise<Response> {
  const begun = performance.now();
  const answer = await start(request).catch((error: unknown) => errorResponse(error, requestIdOf(request.headers)));
  await wait(Math.max(0, ANSWER_TAKES_MS - (performance.now() - begun)));
  return answer;
}

async function start(request: Request): Promise<Response> {
  if (isFromAnotherSite(request.method, request.headers)) throw forbidden('This request came from another site.');
  await countCall('sso', { address: clientAddress(request.headers) });
  const { email, returnPath, connectionId } = await readJson(request, asked);
  const ways = await findWays(email);
  const chosen = ways.length === 1 ? ways[0] : ways.find(({ connection }) => connection.id === connectionId);
  if (chosen) return answerOf({ location: await sendTo(chosen, { request, email, returnPath }) });
  if (ways.length === 0) throw invalid(NO_WAY);
  return answerOf({ choices: ways.map(({ connection: { id, name } }) => ({ id, name })) });
}

const answerOf = (start: SsoStart): Response => Response.json(start, { headers: DATA_HEADERS });

async function sendTo(
  way: WayIn,
  { request, email, returnPath }: { request: Request; email: string; returnPath: string },
): Promise<string> {
  try {
    return await begin(way, { triedBy: null, returnPath: returnPathOf(returnPath), email: email.trim() });
  } catch (error) {
    if (!(error instanceof SsoFailure)) throw error;
    const from = { ip: clientAddress(request.headers), requestId: requestIdOf(request.headers) };
    await noteFailure({ ...way, from, reason: error.reason });
    throw invalid(AWAY);
  }
}
