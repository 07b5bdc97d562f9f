import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { conversationPath } from '@/components/chat/paths';
import type { Id } from '@/lib/platform/ids';
import { neighbour } from './queue-words';
import type { Lists } from './use-lists';

const WRITING = 'input,textarea,select,[contenteditable],[role="dialog"],[role="alertdialog"],[role="menu"]';

/** Alt and an arrow switch from anywhere; j and k lead into the list where nobody writes. */
export function useSwitchKeys({ rows, queue }: Lists, openId: Id | null): void {
  const router = useRouter();
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const ids = rows?.map(({ id }) => id) ?? [];
      const target = event.target as HTMLElement;
      if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        // There these keys open and move in a list of their own.
        if (target.closest('select,[role="dialog"],[role="alertdialog"],[role="menu"]')) return;
        const next = neighbour(ids, openId, event.key === 'ArrowDown' ? 1 : -1);
        event.preventDefault();
        if (next) router.push(conversationPath(next, queue));
        return;
      }
      if (event.altKey || (event.key !== 'j' && event.key !== 'k') || target.closest(WRITING)) return;
      const focused = target.closest<HTMLElement>('[data-conversation]')?.dataset.conversation ?? null;
      const next = neighbour(ids, focused ?? openId, event.key === 'j' ? 1 : -1);
      event.preventDefault();
      focusRow(next ?? focused ?? ids[0]);
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [rows, queue, openId, router]);
}

/** Rows are found by their id, as they stand in the page. */
export function focusRow(id: Id | undefined): void {
  document.querySelector<HTMLElement>(`[data-conversation="${id}"] a`)?.focus();
}
