import { useSyncExternalStore } from 'react';

const KEYS = { sound: 'careledger.chat-sound', desktop: 'careledger.chat-desktop' };
export type AlertSetting = keyof typeof KEYS;

const listeners = new Set<() => void>();

/** Remembered in this browser. The sound is on unless it was switched off; notices outside the page are the reverse. */
export function isAlertOn(setting: AlertSetting): boolean {
  const kept = localStorage.getItem(KEYS[setting]);
  return setting === 'sound' ? kept !== 'off' : kept === 'on';
}

export function setAlert(setting: AlertSetting, on: boolean): void {
  localStorage.setItem(KEYS[setting], on ? 'on' : 'off');
  for (const listener of listeners) listener();
}

export function useAlertSetting(setting: AlertSetting): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isAlertOn(setting),
    () => setting === 'sound',
  );
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
