import type { ReactNode } from 'react';
import { ChatLink } from '@/components/chat/chat-link';
import { FactorBanner } from '@/components/people/factors/factor-banner';
import { StepUpDialog } from '@/components/people/factors/step-up-dialog';
import { NoticeBell } from '@/components/people/notices/notice-bell';
import { AccountWaits } from '@/components/people/users/account-waits';
import { IdleGuard } from '@/components/people/users/idle-guard';
import { SignOutButton } from '@/components/people/users/sign-out-button';
import { AppShell } from '@/components/shell/app-shell';
import { ClosedBanner } from '@/components/shell/closed-banner';
import { paletteActsFor } from '@/components/shell/palette-acts';
import { setupMenuFor } from '@/components/shell/setup-menu';
import { canInModule, canInOrg } from '@/lib/people/rights';
import { needsSetup } from '@/lib/people/users/needs-setup';
import { requireSurroundings } from '@/lib/ways-in/http/surroundings';

/** What stands around every page of a signed-in person. It authorises nothing: each page and action does. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const { ctx, policy, createdMs, factorNeededMs, account, metadata, modules, unread } = await requireSurroundings();
  const mayChat = canInOrg(ctx.rights, 'revealPhi');
  const mayBreakGlass = canInOrg(ctx.rights, 'emergencyAccess');
  const creatable = modules
    .map(({ thing }) => thing)
    .filter((module) => canInModule(ctx.rights, module.apiName, 'create'));
  return (
    <AppShell
      modules={modules.map(({ thing: { apiName, plural }, shown }) => ({
        apiName,
        plural,
        href: `/m/${apiName}`,
        isInBar: shown,
      }))}
      user={account}
      signOut={<SignOutButton />}
      setup={needsSetup(ctx.rights) ? setupMenuFor(ctx.rights) : []}
      chat={mayChat ? <ChatLink /> : null}
      banner={
        <>
          {metadata.intact ? null : <ClosedBanner showAudit={canInOrg(ctx.rights, 'readLedger')} />}
          {account.waits ? <AccountWaits /> : null}
          {factorNeededMs === null ? null : <FactorBanner neededFrom={new Date(factorNeededMs).toISOString()} />}
        </>
      }
      notices={<NoticeBell unread={unread} />}
      showEmergency={mayBreakGlass}
      showAudit={canInOrg(ctx.rights, 'readLedger')}
      acts={paletteActsFor(ctx.rights)}
      actions={[
        { id: 'home', label: 'Home', href: '/' },
        { id: 'reports', label: 'Reports', href: '/reports' },
        ...(mayChat ? [{ id: 'chat', label: 'Chat', href: '/chat' }] : []),
        ...(mayBreakGlass ? [{ id: 'emergency', label: 'Emergency access', href: '/emergency' }] : []),
        ...creatable.map(({ apiName, singular }) => ({
          id: `create:${apiName}`,
          label: `Create ${singular}`,
          href: `/m/${apiName}/new`,
        })),
      ]}
    >
      {children}
      <StepUpDialog />
      <IdleGuard
        idleMs={policy.idleMinutes * 60_000}
        expiresInMs={Math.max(0, createdMs + policy.longestHours * 3_600_000 - Date.now())}
      />
    </AppShell>
  );
}
