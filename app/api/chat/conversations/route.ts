import { listQueue, QUEUES, type Queue } from '@/lib/chat/conversations/queues';
import { invalid } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { route } from '@/lib/ways-in/http/route';

/** A page of one of the console's lists. The page asks by itself, so it does not keep the session alive. */
export const GET = route(
  async (ctx, request) => {
    const { searchParams } = new URL(request.url);
    const queue = searchParams.get('queue');
    const cursor = searchParams.get('cursor');
    if (!isQueue(queue)) throw invalid(`The queue is one of ${QUEUES.join(', ')}.`);
    if (cursor !== null && !isId(cursor)) throw invalid('The cursor is not an id.');
    return Response.json(await listQueue(ctx, queue, cursor));
  },
  { activity: 'background' },
);

const isQueue = (name: string | null): name is Queue => QUEUES.some((queue) => queue === name);
