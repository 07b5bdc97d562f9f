'use client';

import { useSyncExternalStore } from 'react';

/** Whether single keys lead somewhere, as this browser's person has it: some speak to their machine, and each word is keys (WCAG 2.1.4). */
const OFF = 'careledger:single-keys-off';
const listeners = new Set<() => void>();

function subscribe(changed: () => void) {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}

export const singleKeysOn = (): boolean => localStorage.getItem(OFF) === null;

export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, singleKeysOn, () => true);
  function set(wanted: boolean) {
    if (wanted) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
    for (const changed of listeners) changed();
  }
  return [on, set];
}

/** Whether a key was pressed by itself, while nothing is typed into, no menu or dialog is open and nobody else took it. */
export function isSingleKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !singleKeysOn()) return false;
  const target = event.target as HTMLElement;
  if (target.closest('input:not([type=checkbox]),textarea,select,[contenteditable]')) return false;
  return document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]') === null;
}
