import { ApiError } from './api-error';

/**
 * Nothing here unpacks: compressed bytes are no JSON and no file, and plain ones that say they are compressed are not what
 * they say.
 * @throws ApiError 415
 */
export function assertUncoded({ headers }: Pick<Request, 'headers'>): void {
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return;
  throw new ApiError(415, 'INVALID_REQUEST', 'send the body without Content-Encoding', { header: 'Content-Encoding' });
}
