import { z } from 'zod';
import type { FieldTypeKey } from '../../modules/field-types/type';
import { readSearch } from '../../records/list';
import { type ListQuery, queryOf } from '../../records/list-query';
import { queryWhere, type Where } from '../../records/where';
import { ApiError } from '../api-error';
import { parseCriteria } from './criteria';
import type { Reading } from './reading';

export const searchSchema = z.object({
  criteria: z.string().max(4000).optional().describe('((Last_Name:equals:Doe)and(City:starts_with:A))'),
  email: z.string().max(255).optional(),
  phone: z.string().max(100).optional(),
  word: z.string().max(200).optional(),
});
export type Searching = z.infer<typeof searchSchema>;

/** The query of one of `criteria`, `email`, `phone`, `word`; null when no field could hold it. */
export async function searchQuery({ tx, ctx, module, fields }: Reading, asked: Searching): Promise<ListQuery | null> {
  const { criteria, email, phone, word } = asked;
  if (criteria) return queryWhere(tx, ctx, module, fields, parseCriteria(criteria));
  if (word) return queryOf(tx, ctx, module, fields, [], readSearch(word));
  const [type, value]: [FieldTypeKey, string] = email ? ['email', email] : ['phone', phone as string];
  // Fields that this door withholds from this asker have no operator here: they are not looked into.
  const any: Where[] = fields
    .filter((field) => field.type === type && field.operators.includes('equals'))
    .map(({ apiName }) => ({ field: apiName, operator: 'equals', value }));
  return any.length === 0 ? null : queryWhere(tx, ctx, module, fields, { any });
}

/** @throws REQUIRED_PARAM_MISSING when there is nothing to search by. */
export function assertSearching({ criteria, email, phone, word }: Searching): void {
  if (criteria || email || phone || word) return;
  const details = { param_name: 'criteria' };
  throw new ApiError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', details);
}
