import { CareledgerError } from '@/lib/platform/errors';
import { BUDGET_SPENT } from '@/lib/protection/disclose/budget';
import { type Attempt, recordRefusal } from '@/lib/protection/mutate';
import { ApiError, isWithholding } from './api-error';
import type { Call } from './endpoint';

/** Runs a read; asking for what this door withholds, or in a way that tells it, is an event before an answer. */
export async function notingRefusals<T>(call: Call, about: Omit<Attempt, 'door'>, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) {
      const fields = Object.keys(refusal.fields);
      await recordRefusal(call.ctx, { ...about, door: 'api', ...(fields.length > 0 && { fields }) }, refusal);
    }
    throw error;
  }
}

function refusalOf(error: unknown): CareledgerError | undefined {
  const isRefusal = (one: CareledgerError) => one.code === 'forbidden' || one.reason === BUDGET_SPENT;
  if (error instanceof CareledgerError && isRefusal(error)) return error;
  if (!(error instanceof ApiError) || !isWithholding(error)) return undefined;
  const { api_name, reason } = error.details as { api_name: string; reason: string };
  return new CareledgerError('forbidden', error.message, { reason, fields: { [api_name]: error.message } });
}
