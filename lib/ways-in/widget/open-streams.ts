/** Counts the open streams of each visitor in this process. */
import { limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';

/** Tabs, and streams that a lost connection left behind. */
const MOST = 5;

const open = once('ways-in/widget/open-streams', () => new Map<Id, number>());

/** Whether the visitor has a stream open in this process. */
export const hasStream = (visitorId: Id): boolean => open.has(visitorId);

/** Opens a stream that counts until it ends, whoever ends it. @param onLast called when it was the last one. @throws limited over 5 */
export async function holdStream(
  visitorId: Id,
  onLast: () => void,
  begin: () => Promise<ReadableStream<Uint8Array>>,
): Promise<ReadableStream<Uint8Array>> {
  const before = open.get(visitorId) ?? 0;
  if (before >= MOST) throw limited('The chat is open in too many tabs.', { facts: { retryAfter: 15 } });
  open.set(visitorId, before + 1);
  let held = true;
  const release = () => {
    if (!held) return;
    held = false;
    const left = (open.get(visitorId) ?? 1) - 1;
    if (left > 0) open.set(visitorId, left);
    else {
      open.delete(visitorId);
      onLast();
    }
  };
  try {
    return following(await begin(), release);
  } catch (error) {
    release();
    throw error;
  }
}

/** The same stream; `ended` is called once it is over. Nothing is read ahead. */
function following(stream: ReadableStream<Uint8Array>, ended: () => void): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  void reader.closed.then(ended, ended);
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
