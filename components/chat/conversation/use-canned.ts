import { type KeyboardEvent, useCallback, useEffect, useId, useState } from 'react';
import { listCannedResponses } from '@/components/chat/actions';
import type { CannedResponse } from '@/lib/chat/setup/canned-responses';
import { cannedQuery, matchingCanned } from './canned';

/**
 * Canned responses for what is being written: offered while it begins with `/`. A command that was sent before the list
 * was there waits for it; one that names none is asked about. Never is the command itself taken for the answer.
 */
export function useCanned(text: string, onPick: (text: string) => void) {
  const [active, setActive] = useState(0);
  /** The command that was sent and is looked up. */
  const [held, setHeld] = useState<string | null>(null);
  /** The command that is none, until the text is another. */
  const [unknown, setUnknown] = useState<string | null>(null);
  const listId = useId();
  const query = cannedQuery(text);
  const { all, dismissed, dismiss } = useResponses(query !== null);
  const isOpen = query !== null && !dismissed;

  const pick = useCallback(
    (canned: CannedResponse | undefined) => {
      if (!canned) return;
      setActive(0);
      onPick(canned.text);
    },
    [onPick],
  );
  useEffect(() => {
    if (held === null || held !== text.trim()) return setHeld(null);
    // Not here yet, and not given up.
    if (all === null && !dismissed) return;
    setHeld(null);
    const [first] = all ? matchingCanned(all, query ?? '') : [];
    if (first) pick(first);
    else setUnknown(held);
  }, [held, text, all, dismissed, query, pick]);

  const options = all && isOpen ? matchingCanned(all, query) : null;
  const at = Math.min(active, Math.max(0, (options?.length ?? 0) - 1));

  /** @returns whether the key was for the list. */
  function press(event: KeyboardEvent): boolean {
    if (!isOpen) return false;
    const count = options?.length ?? 0;
    if (event.key === 'Escape') dismiss();
    else if (event.key === 'ArrowDown' && count > 0) setActive((at + 1) % count);
    else if (event.key === 'ArrowUp' && count > 0) setActive((at + count - 1) % count);
    else if ((event.key === 'Enter' || event.key === 'Tab') && count > 0) pick(options?.[at]);
    else return false;
    event.preventDefault();
    return true;
  }
  /** For a command that was sent: the list decides, or whoever wrote it. */
  function resolve(command: string) {
    if (cannedQuery(command) === null || dismissed) return setUnknown(command);
    setHeld(command);
  }
  const isListed = options !== null && options.length > 0;
  const aria = isListed ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${at}` } : {};
  const isAsked = unknown !== null && unknown === text.trim();
  return {
    // The question stands where the list would.
    isOpen: isOpen && !isAsked,
    listId,
    options,
    active: at,
    press,
    pick,
    aria,
    resolve,
    /** Asked about: it names no canned response. */
    unknown: isAsked ? unknown : null,
    settle: () => setUnknown(null),
  };
}

/** All there are, once they are asked for; `dismissed` when they cannot be had or are not wanted, until the next `/`. */
function useResponses(asked: boolean) {
  const [all, setAll] = useState<readonly CannedResponse[] | null>(null);
  const [dismissed, setDismissed] = useState(false);
  const isOpen = asked && !dismissed;

  useEffect(() => {
    if (!asked) setDismissed(false);
  }, [asked]);
  useEffect(() => {
    if (!isOpen || all !== null) return;
    let gone = false;
    // Without an answer there are none to offer; the next `/` asks again.
    listCannedResponses({}).then(
      (loaded) => !gone && setAll(loaded),
      () => !gone && setDismissed(true),
    );
    return () => {
      gone = true;
    };
  }, [isOpen, all]);
  return { all, dismissed, dismiss: () => setDismissed(true) };
}
