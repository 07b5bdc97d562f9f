import type { Id } from '@/lib/platform/ids';
import { isUnavailable } from '@/lib/ways-in/http/unavailable';
import { type Call, json } from './endpoint';
import { errorAnswer } from './error-answer';

/** Deletes one after the other; one that cannot be does not stop the others. */
export async function deleteEach(
  { ctx }: Call,
  ids: readonly Id[],
  remove: (id: Id) => Promise<void>,
): Promise<Response> {
  const data: { status: string }[] = [];
  for (const id of ids) {
    try {
      await remove(id);
      data.push({ ...DELETED, ...{ details: { id } } });
    } catch (error) {
      // Nothing was deleted yet, and nothing can be: the whole may come again.
      if (data.length === 0 && isUnavailable(error)) throw error;
      const { body } = errorAnswer(error, ctx.requestId);
      data.push({ ...body, details: { ...body.details, id } } as { status: string });
    }
  }
  return json({ data }, data.every(({ status }) => status === 'success') ? 200 : 207);
}

const DELETED = { code: 'SUCCESS', message: 'record deleted', status: 'success' };
