'use client';

import { createContext, type ReactNode, use, useState } from 'react';

/**
 * Where floating parts are mounted. In an open dialog: inside it, since a modal dialog blocks scrolling and hides
 * everything outside it from screen readers. Else in the PortalTarget, so that a menu is inside a landmark. Else the body.
 */
export const PortalContainer = createContext<HTMLElement | null>(null);

const SetTarget = createContext<(element: HTMLElement | null) => void>(() => undefined);

export function usePortalContainer(): HTMLElement | undefined {
  return use(PortalContainer) ?? undefined;
}

export function PortalProvider({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  return (
    <SetTarget value={setTarget}>
      <PortalContainer value={target}>{children}</PortalContainer>
    </SetTarget>
  );
}

export function PortalTarget() {
  return <div ref={use(SetTarget)} />;
}
