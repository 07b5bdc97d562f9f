import { useEffect, useRef, useState } from 'react';
import { type Calls, newCallText } from '@/components/chat/queue/queue-words';
import { isAlertOn } from './alert-settings';
import { beep, readyToBeep } from './beep';
import { useTitleCount } from './use-title-count';

/**
 * Calls the operator: a sound, a number in the title, a notice outside the page. None of them says who or what.
 * @param calls null until they are known.
 * @returns the last call in words, for a screen reader.
 */
export function useAlerts(calls: Calls | null): string {
  const before = useRef<Calls | null>(null);
  const [said, setSaid] = useState('');
  useTitleCount(calls?.conversations ?? 0);

  useEffect(() => {
    document.addEventListener('pointerdown', readyToBeep);
    document.addEventListener('keydown', readyToBeep);
    return () => {
      document.removeEventListener('pointerdown', readyToBeep);
      document.removeEventListener('keydown', readyToBeep);
    };
  }, []);

  useEffect(() => {
    if (calls === null) return;
    const text = before.current && newCallText(before.current, calls);
    before.current = calls;
    if (!text) return;
    setSaid(text);
    if (isAlertOn('sound')) beep();
    if (isAlertOn('desktop') && document.visibilityState === 'hidden') notify(text);
  }, [calls]);
  return said;
}

function notify(text: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const notice = new Notification('Careledger', { body: text, tag: 'careledger-chat' });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}
