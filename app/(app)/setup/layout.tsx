import type { ReactNode } from 'react';
import { setupMenuFor } from '@/components/shell/setup-menu';
import { SetupShell } from '@/components/shell/setup-shell';
import { requireContext } from '@/lib/ways-in/http/require-context';

export default async function SetupLayout({ children }: { children: ReactNode }) {
  const ctx = await requireContext();
  return <SetupShell menu={setupMenuFor(ctx.rights)}>{children}</SetupShell>;
}
