import { type Id, isId } from '@/lib/platform/ids';
import { ApiError, invalidData } from '../api-error';
import { namesIn } from '../read-query';

export const MOST_IDS = 100;

/** The ids of a comma-separated parameter. @throws INVALID_DATA; LIMIT_EXCEEDED over 100. */
export function idsIn(text: string | undefined, param: string): Id[] {
  const ids = namesIn(text ?? '');
  if (ids.length === 0) {
    throw new ApiError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', {
      param_name: param,
    });
  }
  if (ids.length > MOST_IDS) {
    throw new ApiError(400, 'LIMIT_EXCEEDED', 'too many ids', { limit: MOST_IDS, param_name: param });
  }
  if (!ids.every(isId)) throw invalidData('the id given seems to be invalid', { param_name: param });
  return ids;
}

/** The id of a path. @throws INVALID_DATA, as for a record that is not there. */
export function idOf(text: string | undefined): Id {
  if (!isId(text)) throw new ApiError(404, 'INVALID_DATA', 'the id given seems to be invalid', { param_name: 'id' });
  return text;
}

export const noSuchRecord = () =>
  new ApiError(404, 'INVALID_DATA', 'the id given seems to be invalid', { param_name: 'id' });
