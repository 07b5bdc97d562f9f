import { useState } from 'react';
import { toast } from 'sonner';
import { withStepUp } from '@/components/ui/with-step-up';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';
import { type Answer, answerOf, type Problem } from './answers';

/** A server action, by what it takes and gives. */
export type Act<Input, Value = void> = (
  input: Input,
) => Promise<{ data?: Value | undefined; serverError?: ErrorAnswer | undefined }>;

/**
 * Calls a server action by hand, so that its answer is heard even after the part of the screen that asked is gone.
 * One that is refused until one has shown once more who one is asks, and is done again. What goes wrong is shown as a notice unless `quiet`, where the caller shows `problem` itself.
 */
export function useAct<Input, Value>(act: Act<Input, Value>, { quiet = false } = {}) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function run(input: Input): Promise<Answer<Value>> {
    setPending(true);
    setProblem(null);
    const answer = await answerOf(withStepUp(act)(input));
    setPending(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      if (!quiet) toast.error(answer.problem.message);
    }
    return answer;
  }
  return { run, pending, problem };
}
