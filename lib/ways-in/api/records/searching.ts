import { z } from 'zod';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldType } from '@/lib/crm/modules/field-types/type';
import { lookedThrough } from '@/lib/crm/records/find-equal';
import { readSearch } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';
import { type ListQuery, queryOf } from '@/lib/crm/records/list-query';
import { leavesOf, queryWhere, type Where } from '@/lib/crm/records/where';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import { ApiError, protectedInAddress, restricted } from '../api-error';
import { whereOf } from '../coql/where-of';
import type { Call } from '../endpoint';
import { ambiguous } from '../read-query';
import { parseCriteria } from './criteria';
import type { Reading } from './reading';
import { reasonFor } from './selection';

export const searchSchema = z.object({
  criteria: z.string().max(4000).optional().describe('((Last_Name:equals:Doe)and(City:starts_with:A))'),
  email: z.string().max(255).optional(),
  phone: z.string().max(100).optional(),
  word: z.string().max(200).optional(),
});
export type Searching = z.infer<typeof searchSchema>;

/**
 * The query of one of `criteria`, `email`, `phone`, `word`; null when no field could hold it.
 * @throws as `readFilters`; INVALID_QUERY for what may not stand in an address.
 */
export async function searchQuery(call: Call, about: Reading, asked: Searching): Promise<ListQuery | null> {
  assertFitForAddress(call, about, asked);
  const { tx, ctx, module, fields } = about;
  const { criteria, email, phone, word } = asked;
  if (criteria) return queryWhere(tx, ctx, { module, fields }, whereOf(about, parseCriteria(criteria)));
  if (word) return queryOf(tx, ctx, { module, fields }, { filters: [], search: readSearch(word) });
  const value = email ?? phone;
  const any: Where[] = reachedBy(fields, email ? 'email' : 'phone').map(({ apiName }) => ({
    field: apiName,
    operator: 'equals',
    value,
  }));
  if (any.length > 0) return queryWhere(tx, ctx, { module, fields }, { any });
  const withheld = fields.find(({ type }) => fieldType(type).contact === (email ? 'email' : 'phone'));
  // There is where it could stand, and none of it may be looked into: that is not the same as not found.
  if (withheld) throw restricted(withheld.apiName, reasonFor(about.metadata));
  return null;
}

/** Fields that this door withholds from this asker have no operator here: they are not looked into. */
const reachedBy = (fields: readonly ListField[], contact: FieldType['contact']): ListField[] =>
  fields.filter((field) => fieldType(field.type).contact === contact && field.operators.includes('equals'));

/**
 * Refuses a search that looks into protected fields when it stands in an address: proxies and servers log those, and
 * histories keep them. A client may be allowed to, with the warning said. What the asker may not search anyway is refused
 * as such, or not looked into.
 * @throws INVALID_QUERY naming the field and the call that takes the same in a body
 */
function assertFitForAddress({ session, request, params }: Call, about: Reading, asked: Searching): void {
  if (request.method !== 'GET' || session.protectedInAddress) return;
  const found = searchedFields(about, asked).find((field) => isProtectedIn(field, about.metadata.compliance));
  if (!found) return;
  const action = new URL(request.url).pathname.endsWith('/search') ? 'search' : 'actions/count';
  throw protectedInAddress(found.apiName, `/crm/v8/${params.module}/${action}`);
}

/** A mark lasts as long as its protection; a sealed field that is not marked counts while HIPAA is on. */
const isProtectedIn = ({ marked, sealed }: ListField, { hipaaEnabled }: ComplianceSettings): boolean =>
  marked || (sealed && hipaaEnabled);

function searchedFields(about: Reading, { criteria, email, phone, word }: Searching): ListField[] {
  const { module, fields } = about;
  if (!criteria && !word) return email || phone ? reachedBy(fields, email ? 'email' : 'phone') : [];
  const names = criteria
    ? leavesOf(whereOf(about, parseCriteria(criteria))).map(({ field }) => field)
    : lookedThrough(module, fields, (word as string).trim()).map(({ field }) => field.apiName);
  return fields.filter(({ apiName, operators }) => names.includes(apiName) && operators.length > 0);
}

const WAYS = ['criteria', 'email', 'phone', 'word'] as const;

/** @throws REQUIRED_PARAM_MISSING where there is nothing to search by, AMBIGUITY_DURING_PROCESSING where there are several ways */
export function assertSearching(asked: Searching): void {
  const given = WAYS.filter((name) => asked[name] !== undefined);
  if (given.length > 1) throw ambiguous(`search by one of ${WAYS.join(', ')} at a time`, given);
  if (given.some((name) => asked[name])) return;
  const details = { param_name: 'criteria' };
  throw new ApiError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', details);
}
