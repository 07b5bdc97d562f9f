import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Context } from '@/lib/platform/context';
import { readInput } from '@/lib/platform/read-input';
import type { ActionOptions } from './action';
import { answerOf } from './error-answer';
import { requestIdOf } from './mark-requests';
import { noting } from './refusal';
import { requireCallContext } from './require-context';

/**
 * Makes a server function that only reads and gives its value bare, for lists that load as one types. It rejects when
 * it cannot answer; the error's message is one that may be shown.
 */
export function answer<Schema extends z.ZodType, Value>(
  schema: Schema,
  query: (ctx: Context, input: z.output<Schema>) => Promise<Value>,
  options: Pick<ActionOptions, 'activity'> = {},
) {
  return async (input: z.input<Schema>): Promise<Value> => {
    try {
      const ctx = await requireCallContext(options.activity);
      return await noting(ctx, query(ctx, readInput(schema, input)));
    } catch (error) {
      unstable_rethrow(error);
      throw new Error(answerOf(error, requestIdOf(await headers())).message);
    }
  };
}
