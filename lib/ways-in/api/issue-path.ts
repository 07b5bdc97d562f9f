import type { Issue } from './endpoint';

/** Where a body does not fit its schema: at the value that is wrong, or at the member that nobody knows. */
export const issuePath = (issue: Issue | undefined): readonly PropertyKey[] => {
  if (!issue) return [];
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
};

/** What stands there in a body; undefined for nothing. */
export const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => Object(value)[key], given);
