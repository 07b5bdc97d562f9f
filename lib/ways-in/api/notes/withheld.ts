import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { isRestricted } from '@/lib/protection/compliance/policy';
import { type ApiError, restricted } from '../api-error';
import { namesIn } from '../read-query';

/**
 * The answer in place of notes that are withheld whole, so that nobody takes them for none.
 * @param fields as asked for, with commas between: one of them is named
 */
export async function notesWithheld({ orgId }: Context, fields = ''): Promise<ApiError> {
  const { compliance } = await readInOrg(orgId, metadataOf);
  const asked = namesIn(fields);
  const named = asked.includes('Note_Title') && !asked.includes('Note_Content') ? 'Note_Title' : 'Note_Content';
  return restricted(named, isRestricted('api', compliance) ? 'RESTRICTED_BY_SETTINGS' : 'NOT_READABLE');
}
