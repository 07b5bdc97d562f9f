import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { getJson, isShutOut, type Problem } from '@/components/chat/answers';
import type { Queue, QueuePage, QueueRow } from '@/lib/chat/conversations/queues';
import { oneAtATime } from '@/lib/chat/merge';
import type { Id } from '@/lib/platform/ids';

/** Hints come in bursts; a burst is one question. */
const SETTLE_MS = 250;

export interface Lists {
  queue: Queue;
  /** Null until the first answer of this queue. */
  rows: readonly QueueRow[] | null;
  mine: readonly QueueRow[];
  counts: QueuePage['counts'] | null;
  problem: Problem | null;
  hasMore: boolean;
  loadMore: () => Promise<void>;
  /** Asks again, soon. */
  reload: () => void;
}

interface Shown {
  queue: Queue;
  rows: readonly QueueRow[];
  nextCursor: Id | null;
}

/** The list that is shown, and beside it always one's own, which tells what calls for an answer. */
export function useLists(queue: Queue): Lists {
  const [shown, setShown] = useState<Shown | null>(null);
  const [mine, setMine] = useState<readonly QueueRow[]>([]);
  const [counts, setCounts] = useState<QueuePage['counts'] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const wanted = useRef(queue);
  wanted.current = queue;

  const load = useMemo(
    () =>
      oneAtATime(async () => {
        const asked = wanted.current;
        const [page, own] = await Promise.all([ask(asked), asked === 'mine' ? null : ask('mine')]);
        const refused = [page, own].find((answer) => answer && !answer.ok);
        setProblem(refused && !refused.ok ? refused.problem : null);
        if (refused && !refused.ok && isShutOut(refused.problem)) window.location.reload();
        if (page.ok) {
          setCounts(page.value.counts);
          setShown((before) => takePage(before, asked, page.value));
        }
        const ownPage = own ?? page;
        if (ownPage.ok) setMine(ownPage.value.rows);
      }),
    [],
  );

  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const reload = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void load();
    }, SETTLE_MS);
  }, [load]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  useEffect(() => {
    wanted.current = queue;
    void load();
  }, [queue, load]);

  const cursor = shown?.queue === queue ? shown.nextCursor : null;
  const loadMore = useCallback(async () => {
    if (cursor === null) return;
    const answer = await ask(queue, cursor);
    if (!answer.ok) return setProblem(answer.problem);
    setShown((before) =>
      before?.queue === queue && before.nextCursor === cursor
        ? { queue, rows: [...before.rows, ...answer.value.rows], nextCursor: answer.value.nextCursor }
        : before,
    );
  }, [queue, cursor]);

  const rows = shown?.queue === queue ? shown.rows : null;
  return { queue, rows, mine, counts, problem, hasMore: cursor !== null, loadMore, reload };
}

/** The first page anew, and after it those that were loaded further down. */
function takePage(before: Shown | null, queue: Queue, { rows, nextCursor }: QueuePage): Shown {
  if (before?.queue !== queue || nextCursor === null) return { queue, rows, nextCursor };
  const last = before.rows.findIndex(({ id }) => id === nextCursor);
  const further = last === -1 ? [] : before.rows.slice(last + 1);
  return { queue, rows: [...rows, ...further], nextCursor: further.length > 0 ? before.nextCursor : nextCursor };
}

const ask = (queue: Queue, cursor: Id | null = null) =>
  getJson<QueuePage>(`/api/chat/conversations?${new URLSearchParams({ queue, ...(cursor && { cursor }) })}`);
