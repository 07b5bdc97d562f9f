'use client';

import { createContext, use } from 'react';

/**
 * Where floating parts are mounted: in an open dialog, inside it, since a modal dialog blocks scrolling and hides
 * everything outside it from screen readers; else the body.
 */
export const PortalContainer = createContext<HTMLElement | null>(null);

export function usePortalContainer(): HTMLElement | undefined {
  return use(PortalContainer) ?? undefined;
}
