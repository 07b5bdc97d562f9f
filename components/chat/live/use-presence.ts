import { useEffect } from 'react';
import { stayPresent } from '@/components/chat/actions';
import { answerOf } from '@/components/chat/answers';

/** A console that was not heard of for a minute and a half counts as closed (`SEEN_WITHIN_SECONDS`). */
const BEAT_MS = 30_000;

/** Says that the console is open, for as long as it is. */
export function usePresence(): void {
  useEffect(() => {
    const beat = () => void answerOf(stayPresent({}));
    beat();
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  }, []);
}
