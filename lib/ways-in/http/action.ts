/** The one way into a server action: who asks, what they gave, the verb, and its errors as the form can show them. */
import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import type { z } from 'zod';
import type { Context } from '@/lib/platform/context';
import { type FieldErrors, invalid } from '@/lib/platform/errors';
import { answerOf } from './error-answer';
import { requestIdOf } from './mark-requests';
import { noting } from './refusal';
import { requireCallContext, type Stage } from './require-context';
import type { Activity } from './session';

export interface ActionOptions {
  /** Whether the page that called is rendered anew on success. On by default. */
  refresh?: boolean;
  /** `background`: the page calls it by itself, so it does not keep the session alive. */
  activity?: Activity;
  /** Also for a session that is not live yet: see `Stage`. */
  stage?: Stage;
}

const client = createSafeActionClient({
  handleServerError: async (error) => answerOf(error, requestIdOf(await headers())),
});

/** Who asks comes first: a stranger learns nothing, not even what the input should look like. */
const clientOf = ({ activity, stage }: ActionOptions) =>
  client.use(async ({ next }) => next({ ctx: { context: await requireCallContext(activity, stage) } }));

/**
 * Makes a server action of a verb. `result.serverError` is an `ErrorAnswer`; input that the schema refuses is one too,
 * its `fields` keyed by path (`name`, `rows.0.email`). The schema is for the shape; the verb checks what it means.
 */
export function action<Schema extends z.ZodType, Value>(
  schema: Schema,
  verb: (ctx: Context, input: z.output<Schema>) => Promise<Value>,
  options: ActionOptions = {},
) {
  return clientOf(options)
    .inputSchema(schema, {
      handleValidationErrorsShape: async (errors): Promise<undefined> => {
        throw refusalOf(errors);
      },
    })
    .action(async ({ ctx, parsedInput }): Promise<Value> => {
      const value = await noting(ctx.context, verb(ctx.context, parsedInput as z.output<Schema>));
      if (options.refresh !== false) refresh();
      return value;
    });
}

/** As `action`, for an act of which the caller learns that it was done, or why not, and nothing else. */
export const command = <Schema extends z.ZodType>(
  schema: Schema,
  verb: (ctx: Context, input: z.output<Schema>) => Promise<unknown>,
  options: ActionOptions = {},
) =>
  action(
    schema,
    async (ctx, input): Promise<void> => {
      await verb(ctx, input);
    },
    options,
  );

interface ErrorNode {
  _errors?: string[];
  [key: string]: unknown;
}

function refusalOf(errors: object) {
  const fields: FieldErrors = {};
  collect(errors as ErrorNode, '', fields);
  const { '': whole, ...named } = fields;
  return invalid(whole ?? 'Some of what you gave is not right.', { fields: named });
}

function collect(node: ErrorNode, path: string, fields: FieldErrors): void {
  const first = node._errors?.[0];
  if (first !== undefined) fields[path] = first;
  for (const [key, child] of Object.entries(node)) {
    if (key === '_errors' || typeof child !== 'object' || child === null) continue;
    collect(child as ErrorNode, path === '' ? key : `${path}.${key}`, fields);
  }
}
