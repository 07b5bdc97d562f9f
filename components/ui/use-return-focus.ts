'use client';

import { useRef } from 'react';

/**
 * Gives the focus back to what had it before a dialog opened. The dialog itself does so only for a trigger of its own,
 * and many are opened by a menu item or a key.
 */
export function useReturnFocus() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus() {
      before.current = document.activeElement;
    },
    onCloseAutoFocus(event: Event) {
      const element = before.current;
      if (!(element instanceof HTMLElement) || !element.isConnected || element === document.body) return;
      event.preventDefault();
      element.focus();
    },
  };
}
