import type { Answer } from '@/components/chat/answers';
import type { ConversationChanges } from '@/lib/chat/conversations/changes';
import { oneAtATime, stillPending, takeChanges } from '@/lib/chat/merge';
import type { ThreadState, ThreadStore } from './thread-state';

/** @returns a function that asks for what is not known yet, until there is no more */
export function makeQuestions(
  { get, set, shut }: ThreadStore,
  changes: (since: number) => Promise<Answer<ConversationChanges>>,
) {
  return oneAtATime(async () => {
    for (let more = true; more; ) {
      const answer = await changes(get().since);
      if (!answer.ok) return answer.problem.kind === 'lost' ? set({ problem: answer.problem }) : shut(answer.problem);
      const { status, operatorName, messages } = answer.value;
      if (isHiddenAgain(get(), answer.value)) {
        // What was shown to its operator is shown as tokens from now on: read all of it anew.
        set({ since: 0, messages: [], status, operatorName });
        continue;
      }
      const known = takeChanges(get(), answer.value);
      const spoke = messages.some(({ kind }) => kind === 'visitor');
      more = answer.value.more;
      set({
        ...known,
        pending: stillPending(get().pending, known.messages),
        status,
        operatorName,
        problem: null,
        loaded: get().loaded || !more,
        ...(spoke && { visitorTypes: false }),
      });
    }
  });
}

/** Hidden parts are clear to the operator of an open conversation only, and those messages do not change when it ends. */
function isHiddenAgain(before: ThreadState, now: Pick<ConversationChanges, 'status' | 'operatorName'>): boolean {
  const changed = before.status !== now.status || before.operatorName !== now.operatorName;
  return before.since > 0 && changed && before.messages.some(({ hidden }) => hidden.length > 0);
}
