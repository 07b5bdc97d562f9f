/** What an app has of a record and may not have any more, and how it is taken out of there. Pure. */
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { Outbound } from '../connectors/connector';
import { empties, someRecord } from '../connectors/empties';
import type { Flow } from './fields';

/** Fields that the app has and may not have any more. @param has API names of what it was let have and has still */
export const owedOf = ({ withheld }: Pick<Flow, 'withheld'>, has: readonly string[]): FieldDefinition[] =>
  withheld.filter(({ apiName }) => has.includes(apiName));

/** Those of some fields that a change of this record empties there, under each of the names that they have. */
export const emptiedOf = (
  { appModule, pairs }: Pick<Flow, 'appModule' | 'pairs'>,
  fields: readonly FieldDefinition[],
  record: Outbound & { remoteId: string | null },
): FieldDefinition[] =>
  fields.filter(({ id }) =>
    pairs.filter(({ field }) => field.id === id).every((pair) => empties(appModule, record, pair)),
  );

/** Empty values of some fields, under the app's names. */
export const emptyValues = ({ pairs }: Pick<Flow, 'pairs'>, fields: readonly FieldDefinition[]) =>
  Object.fromEntries(
    pairs.filter(({ field }) => fields.some(({ id }) => id === field.id)).map(({ to }) => [to, null] as const),
  );

/** What becomes of records that an app has, and of fields of theirs that it may not have any more. */
export type TakenBack =
  /** The app is asked to remove the record. */
  | 'removed'
  /** The fields are emptied there, and the rest stays. */
  | 'emptied'
  /** It keeps what it got. */
  | 'kept';

/** What becomes of mapped fields that may not be there any more, as things are and by what the app has a way to; of no record in particular. */
export function takenBack(
  flow: Pick<Flow, 'appModule' | 'pairs' | 'mapping'>,
  fields: readonly FieldDefinition[],
  { notSent }: { notSent: boolean },
): TakenBack {
  const { appModule, mapping } = flow;
  if (!mapping.removeRestricted) return 'kept';
  const otherwise = appModule.remove ? 'removed' : 'kept';
  if (notSent || !mapping.acts.includes('change')) return otherwise;
  return emptiedOf(flow, fields, someRecord(appModule)).length === fields.length ? 'emptied' : otherwise;
}
