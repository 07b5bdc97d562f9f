import type { KeyboardEvent } from 'react';

const moves: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  Home: () => 0,
  End: (_index, last) => last,
  j: (index) => index + 1,
  k: (index) => index - 1,
};

/**
 * Arrow keys (or j and k) move between rows and keep the column, x selects. Only while a row's own link or checkbox
 * has the focus, so that keys typed into anything else in a cell stay there.
 */
export function onRowKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>('tr[data-row]');
  if (!row || !('rowFocus' in target.dataset)) return;
  if (event.key === 'x' || event.key === 'X') {
    event.preventDefault();
    const box = row.querySelector<HTMLInputElement>('input[data-row-focus]');
    box?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
    return;
  }
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>('tr[data-row]') ?? [])];
  const next = rows[move(rows.indexOf(row), rows.length - 1)];
  const same = target instanceof HTMLInputElement ? 'input[data-row-focus]' : ':not(input)[data-row-focus]';
  const focus = next?.querySelector<HTMLElement>(same) ?? next?.querySelector<HTMLElement>('[data-row-focus]');
  focus?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
