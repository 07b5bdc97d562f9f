/** What is wrong with a file or a job, in the codes of the contract. Details name fields, columns and limits. */
import { CareledgerError } from '@/lib/platform/errors';
import { ApiError } from '../api-error';

/** Reasons that are codes of the contract themselves. */
const CODES: ReadonlySet<string> = new Set([
  'ALREADY_USED',
  'COLUMN_INDEX_NOT_FOUND',
  'HEADER_LIMIT_EXCEEDED',
  'INVALID_DATA',
  'INVALID_FIELD',
  'INVALID_FIELD_NAME',
  'INVALID_FILE_ID',
  'LIMIT_EXCEEDED',
  'MANDATORY_FIELDS_NOT_MAPPED',
  'MANDATORY_NOT_FOUND',
  'NOT_SUPPORTED',
]);

const TOO_LARGE: ReadonlySet<string> = new Set(['TOO_LARGE', 'ZIP_BOMB']);

/** @throws ApiError for what the verbs find invalid; else what they throw */
export async function inContract<T>(about: 'file' | 'job', run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CareledgerError) || error.code !== 'invalid') throw error;
    const { message, reason = 'NOT_CSV', facts } = error;
    if (CODES.has(reason)) throw new ApiError(400, reason, message, facts);
    const details = { ...(about === 'file' ? { api_name: 'file' } : {}), reason, ...facts };
    if (TOO_LARGE.has(reason)) throw new ApiError(413, 'FILE_TOO_LARGE', message, details);
    throw new ApiError(400, 'INVALID_FILE_FORMAT', message, details);
  }
}
