import type { Asked } from '@/lib/apps/connectors/connector';
import { invalid } from '@/lib/platform/errors';

/**
 * What a connector asks for, out of what was given. Names that it does not ask for are left out.
 * @throws invalid, naming each that is missing.
 */
export function readAsked(asked: readonly Asked[], given: Readonly<Record<string, string>>): Record<string, string> {
  const missing = asked.filter(({ name, optional }) => !optional && !given[name]?.trim());
  if (missing.length > 0) {
    throw invalid('Something is missing.', {
      fields: Object.fromEntries(missing.map(({ name, label }) => [name, `Give the ${label}.`])),
    });
  }
  return Object.fromEntries(
    asked.flatMap(({ name }) => {
      const value = given[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}
