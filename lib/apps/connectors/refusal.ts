import type { AppAnswer, Connector, Refusal } from './connector';

/** Whether the app took it, by what it says itself and else by the HTTP status. Null: it did. */
export function refusalOf({ refusal }: Pick<Connector, 'refusal'>, answer: AppAnswer): Refusal | null {
  const own = refusal?.(answer) ?? null;
  if (own) return { retry: own.retry, code: codeOf(own.code) ?? statusCode(answer) };
  return isFine(answer) ? null : { retry: mayPass(answer), code: statusCode(answer) };
}

/** The refusal of an app that goes by the HTTP status and names a code in the body. */
export const byStatus = (answer: AppAnswer, code: unknown): Refusal | null =>
  isFine(answer) ? null : { retry: mayPass(answer), code: codeOf(code) ?? statusCode(answer) };

const isFine = ({ status }: AppAnswer): boolean => status >= 200 && status < 300;

/** It timed out, came too early, was one too many, or the app is ill: the same request may be taken later. */
const mayPass = ({ status }: AppAnswer): boolean => [408, 425, 429].includes(status) || status >= 500;

const statusCode = ({ status }: AppAnswer): string => `http_${status}`;

/** A code is kept, a sentence is not: it may repeat what was sent. */
const codeOf = (code: unknown): string | null => {
  const text = typeof code === 'number' ? String(code) : code;
  return typeof text === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(text) ? text : null;
};
