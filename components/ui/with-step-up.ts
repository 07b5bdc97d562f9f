/** What the one dialog listens for that asks who one is once more (`components/people/factors/step-up-dialog.tsx`). */
export const STEP_UP_EVENT = 'careledger:step-up';

export interface StepUpDetail {
  /** To be called once: whether it was shown. */
  answer(shown: boolean): void;
}

const wasRefused = (answer: unknown): boolean =>
  (answer as { serverError?: { reason?: string } } | undefined)?.serverError?.reason === 'STEP_UP';

/** Asks in the dialog. False where none is there, or it was closed. */
const ask = (): Promise<boolean> =>
  new Promise((done) => {
    const detail: StepUpDetail = { answer: done };
    const event = new CustomEvent(STEP_UP_EVENT, { detail, cancelable: true });
    // Whoever listens says so by it.
    if (window.dispatchEvent(event)) done(false);
  });

/**
 * A server action that may be refused until one has shown once more who one is: the dialog asks, and the same is done again.
 * Of the same type, so that a hook takes it as it takes the action.
 */
export function withStepUp<Act extends (...input: never[]) => Promise<unknown>>(act: Act): Act {
  const asking = async (...input: Parameters<Act>) => {
    const answer = await act(...input);
    return wasRefused(answer) && (await ask()) ? act(...input) : answer;
  };
  return asking as unknown as Act;
}
