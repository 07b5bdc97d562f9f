import { FIELD_REFUSED } from '@/lib/crm/records/filter';
import { CareledgerError } from '@/lib/platform/errors';
import { answerOf, type ErrorAnswer } from './error-answer';

/** What a page shows of a list, or why it cannot be shown: what is wrong with a filter is no reason to lose the page around it. */
export type Listed<Page> = { page: Page; error?: undefined } | { page?: undefined; error: ErrorAnswer };

export async function answerList<Page>(read: () => Promise<Page>): Promise<Listed<Page>> {
  try {
    return { page: await read() };
  } catch (error) {
    if (!(error instanceof CareledgerError)) throw error;
    const ofTheRequest = error.code === 'invalid' || error.code === 'limited' || error.reason === FIELD_REFUSED;
    if (!ofTheRequest) throw error;
    return { error: answerOf(error) };
  }
}
