'use client';

import { ThemeProvider as Themes } from 'next-themes';
import type { ReactNode } from 'react';

/** Light, dark or as the system; `nonce` lets its one inline script pass a strict content security policy. */
export function ThemeProvider({ nonce, children }: { nonce?: string; children: ReactNode }) {
  return (
    <Themes
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
      storageKey="theme"
    >
      {children}
    </Themes>
  );
}
