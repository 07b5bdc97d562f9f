import type { z } from 'zod';

/** Where a body does not fit its schema: at the value that is wrong, or at the member that nobody knows. */
export function issuePath(error: z.ZodError): PropertyKey[] {
  const [issue] = error.issues;
  if (!issue) return [];
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
}
