/** Asks, and notes every answer without its volatile parts. */
import type { Context } from '@/lib/platform/context';
import { CareledgerError } from '@/lib/platform/errors';
import { answerOf } from '@/lib/ways-in/http/error-answer';
import type { Answer } from '../rest';
import { settled } from './volatile';

/** What was answered, by what was asked. */
export type Answers = Map<string, string>;

/** An answer of a verb, or its error as a browser gets it. */
export async function outcomeOf(act: () => Promise<unknown>): Promise<unknown> {
  try {
    return { value: (await act()) ?? null };
  } catch (error) {
    // A fault of ours is no answer to compare: two of them are alike.
    if (!(error instanceof CareledgerError) || error.code === 'internal') throw error;
    return { error: answerOf(error) };
  }
}

export const answerText = ({ status, body, headers }: Answer, builtAtMs: number): string =>
  settled(JSON.stringify({ status, headers: Object.fromEntries(headers), body }), builtAtMs);

export const outcomeText = (outcome: unknown, builtAtMs: number): string =>
  settled(JSON.stringify(outcome, plain), builtAtMs);

/** Sets and maps hold something too. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Set) return [...value];
  if (value instanceof Map) return [...value];
  return value;
}

/** The same person in a request with an id of its own that no world knows. */
export const asking = (ctx: Context): Context => ({ ...ctx, requestId: '00000000-0000-4000-8000-000000000000' });

/** What two worlds answered differently: the question with both answers, cut to where they part. */
export function differences(one: Answers, other: Answers): string[] {
  const asked = new Set([...one.keys(), ...other.keys()]);
  return [...asked].flatMap((question) => {
    const [a, b] = [one.get(question) ?? 'not asked', other.get(question) ?? 'not asked'];
    if (a === b) return [];
    const from = Math.max(0, [...a].findIndex((letter, n) => letter !== b[n]) - 80);
    return [`${question}\n  ${a.slice(from, from + 240)}\n  ${b.slice(from, from + 240)}`];
  });
}
