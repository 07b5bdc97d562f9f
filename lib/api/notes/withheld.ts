import { isRestricted } from '../../compliance/policy';
import type { Context } from '../../context';
import { readInOrg } from '../../db/transaction';
import { metadataOf } from '../../modules/metadata';
import { type ApiError, restricted } from '../api-error';

/** The answer in place of notes that are withheld whole, so that nobody takes them for none. */
export async function notesWithheld({ orgId }: Context): Promise<ApiError> {
  const { compliance } = await readInOrg(orgId, metadataOf);
  return restricted('Note_Content', isRestricted('api', compliance) ? 'RESTRICTED_BY_SETTINGS' : 'NOT_READABLE');
}
