/** Access tokens of connections that sign in by OAuth 2: kept in the process until shortly before they end, nowhere else. */

import { clock } from '@/lib/platform/clock';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import type { Credentials } from '@/lib/protection/credentials';
import type { Connection } from '../connections/connection';
import { readToken, tokenRequest } from '../connectors/authorize';
import { connectorOf } from '../connectors/registry';
import { tokenAddressOf } from '../connectors/token-address';
import { OutboundError, send } from '../outbound';
import { readJson } from './read-json';

interface Kept {
  token: string;
  untilMs: number;
  /** Of which credentials: given anew, the old token counts no more. */
  credentials: Buffer | null;
}

const kept = once('apps/deliveries/access-token', () => new Map<Id, Kept>());

/** A token that no app knows: it answers 401, as to any that has ended. */
const REFUSED = 'none';

/** So long before its end a token is not used any more. */
const EARLY_MS = 60_000;

/** A token that should be good; asks for one where none is at hand. Where the app refuses us one, a token that it will not know; @throws OutboundError */
export async function accessTokenFor(connection: Connection, credentials: Credentials): Promise<string> {
  const known = kept.get(connection.id);
  const isOfThese = known?.credentials?.equals(connection.credentials ?? Buffer.alloc(0)) === true;
  if (known && isOfThese && clock.nowMs() < known.untilMs - EARLY_MS) return known.token;
  const { url, form } = tokenRequest(tokenAddressOf(connectorOf(connection.app), connection), credentials);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const body = new URLSearchParams(form).toString();
  const answer = await send({ method: 'POST', url, headers, body }, connection.allowedRanges);
  if (answer.status >= 500) throw new OutboundError('bad_answer');
  const token = readToken({ status: answer.status, headers: answer.headers, json: readJson(answer.body) });
  if (!token) return REFUSED;
  kept.set(connection.id, {
    token: token.accessToken,
    untilMs: clock.nowMs() + token.expiresInS * 1_000,
    credentials: connection.credentials,
  });
  return token.accessToken;
}

export const forgetAccessToken = ({ id }: Connection): void => void kept.delete(id);
