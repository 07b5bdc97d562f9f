'use client';

import { useTheme } from 'next-themes';
import type { CSSProperties } from 'react';
import { Toaster as Sonner } from 'sonner';

const colours = {
  '--normal-bg': 'var(--raised)',
  '--normal-border': 'var(--line-strong)',
  '--normal-text': 'var(--fg)',
  '--border-radius': '8px',
  '--width': '360px',
  fontFamily: 'inherit',
} as CSSProperties;

/** Once, in the root layout. Say things with `toast.success(…)` and `toast.error(…)` of sonner; never a value of a record. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      closeButton
      duration={7000}
      style={colours}
      toastOptions={{
        classNames: {
          toast: '!shadow-raise !text-sm pointer-events-auto',
          description: '!text-muted',
          closeButton: '!size-6',
          success: '[&>[data-icon]]:text-success-text',
          error: '[&>[data-icon]]:text-danger-text',
          warning: '[&>[data-icon]]:text-warning-text',
          actionButton: '!bg-accent !text-on-accent',
        },
      }}
    />
  );
}
