/** The parameters of an address in a body: an object of texts and numbers, read by the schema that reads the address. */
import { z } from 'zod';
import { type ApiError, invalidData, noObject } from '../api-error';
import type { Issue, JsonBody } from '../endpoint';
import { issuePath } from '../issue-path';
import { onePlaceOnly, placeTwice } from '../read-query';

/** The body that says what the query of `parameters` would. */
export const parametersBody = <Schema extends z.ZodObject>(parameters: Schema): JsonBody<z.output<Schema>> => ({
  schema: z.preprocess(
    (given, context) => asTexts(given, parameters.shape, context),
    parameters.refine(onePlaceOnly, { params: { places: 2 } }),
  ),
  refusal,
});

/** As an address would give them. What nobody knows is left to the schema to refuse. */
function asTexts(given: unknown, shape: object, context: z.RefinementCtx): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const text = typeof value === 'number' ? String(value) : value;
      // PostgreSQL takes no NUL.
      const isFit = typeof text === 'string' && !text.includes('\0');
      if (!isFit && Object.hasOwn(shape, name)) {
        context.addIssue({ code: 'custom', path: [name], message: 'neither text nor number' });
      }
      return [name, text];
    }),
  );
}

function refusal(issues: readonly Issue[]): ApiError {
  const [issue] = issues;
  if (issue?.code === 'custom' && issue.params?.places) return placeTwice();
  const name = issuePath(issue)[0];
  if (name === undefined) return noObject();
  const about = { param_name: String(name).slice(0, 50) };
  if (issue?.code === 'unrecognized_keys') return invalidData('the parameter is not known', about);
  return invalidData('the parameter is not valid', about);
}
