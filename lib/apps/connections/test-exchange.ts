import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { connectorOf } from '../connectors/registry';
import { REASONS } from '../deliveries/reasons';
import { resultOf, resultOfError } from '../deliveries/result';
import { exchange, signIn } from '../deliveries/send';
import { OutboundError, type Outgoing } from '../outbound';
import { lockConnection } from './connection';
import { connectionIdSchema } from './schemas';

/** What was asked and answered. Whatever of it is secret, or may hold somebody's data, is not in it. */
export interface Exchange {
  ok: boolean;
  /** What it means, in words. */
  words: string;
  request: { method: string; url: string; headers: [name: string, value: string][] } | null;
  answer: { status: number; durationMs: number; code: string | null; headers: [name: string, value: string][] } | null;
}

/** Asks the app for something that changes nothing, to see whether address and credentials are right. @throws forbidden; not_found */
export async function testConnection(ctx: Context, input: { id: Id }): Promise<Exchange> {
  const { id } = readInput(connectionIdSchema, input);
  const attempt = { action: 'app.test', subjectId: id } as const;
  const signedIn = await mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    const connection = await lockConnection(tx, id);
    return { value: signIn(connection, await keysOf(tx)), entries: [{ ...attempt, facts: { name: connection.name } }] };
  });
  if (!signedIn) return { ok: false, words: REASONS.no_credentials, request: null, answer: null };
  const connector = connectorOf(signedIn.connection.app);
  try {
    const answer = await exchange(signedIn, connector.test({ settings: signedIn.connection.settings }), {
      key: `test_${newId()}`,
    });
    const result = resultOf(connector, answer, { remoteId: () => null, isNamed: false }, clock.nowMs());
    const words =
      result.went === 'well' ? 'The app answered: address and credentials are right.' : REASONS[result.reason];
    const { status, durationMs, headers } = answer;
    return {
      ok: result.went === 'well',
      words,
      request: withoutSecrets(answer.sent),
      answer: { status, durationMs, code: result.code ?? null, headers: told(headers) },
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    const result = resultOfError(error);
    const words = result.went === 'later' ? REASONS[result.reason] : '';
    return { ok: false, words, request: null, answer: null };
  }
}

const SHOWN = new Set([
  'content-type',
  'accept',
  'content-length',
  'retry-after',
  'server',
  'date',
  'webhook-id',
  'webhook-timestamp',
]);

/** They belong to the connection, and tell nothing of the app. */
const OF_THE_LINE = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** Of any other header the name alone. */
const told = (headers: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(headers)
    .filter(([name]) => !OF_THE_LINE.has(name))
    .map(([name, value]) => [name, SHOWN.has(name.toLowerCase()) ? value : '••••']);

const withoutSecrets = ({ method, url, headers = {} }: Outgoing) => {
  const { origin, pathname } = new URL(url);
  return { method, url: origin + pathname, headers: told(headers) };
};
