import { useEffect } from 'react';
import type { Id } from '@/lib/platform/ids';

const WRITING =
  'input:not([type=checkbox]),textarea,select,[contenteditable],[role="dialog"],[role="alertdialog"],[role="menu"]';

/** j and k go from item to item, x chooses the one at hand; Enter opens it, as it does any button. */
export function useDeskKeys(ids: readonly Id[], choose: (id: Id) => void): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const target = event.target as HTMLElement;
      if (!['j', 'k', 'x'].includes(event.key) || target.closest(WRITING)) return;
      const at = ids.indexOf(target.closest<HTMLElement>('[data-review-item]')?.dataset.reviewItem ?? '');
      event.preventDefault();
      if (event.key === 'x') {
        const id = ids[at];
        if (id !== undefined) choose(id);
        return;
      }
      const next = at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)));
      document.querySelector<HTMLElement>(`[data-review-item="${ids[next]}"] [aria-expanded]`)?.focus();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [ids, choose]);
}
