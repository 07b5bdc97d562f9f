import { FIELD_REFUSED } from '@/lib/crm/records/filter';
import { type ListPage, type ListRequest, listRecords } from '@/lib/crm/records/list';
import type { Context } from '@/lib/platform/context';
import { CareledgerError } from '@/lib/platform/errors';
import { answerOf, type ErrorAnswer } from './error-answer';

/** A list for a page, or why it cannot be shown: what is wrong with a filter is no reason to lose the page around it. */
export async function answerList(
  ctx: Context,
  module: string,
  request: ListRequest,
): Promise<{ page: ListPage; error?: undefined } | { page?: undefined; error: ErrorAnswer }> {
  try {
    return { page: await listRecords(ctx, module, request) };
  } catch (error) {
    if (!(error instanceof CareledgerError)) throw error;
    const ofTheRequest = error.code === 'invalid' || error.code === 'limited' || error.reason === FIELD_REFUSED;
    if (!ofTheRequest) throw error;
    return { error: answerOf(error) };
  }
}
