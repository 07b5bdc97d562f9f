import { ChartColumn, ScrollText, Settings, Siren } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PortalProvider, PortalTarget } from '@/components/ui/portal-container';
import { TimeZoneProvider } from '@/components/ui/time-zone';
import { CommandCenter } from './command-center';
import { MobileNav } from './mobile-nav';
import { type ModuleLink, ModuleNav } from './module-nav';
import type { PaletteItem } from './palette-items';
import { ProductMark } from './product-mark';
import type { SetupGroup } from './setup-menu';
import { TopLink } from './top-link';
import { type ShellUser, UserMenu } from './user-menu';

export interface AppShellProps {
  modules: readonly ModuleLink[];
  user: ShellUser;
  /** A form with one button "Sign out". */
  signOut: ReactNode;
  /** `setupMenuFor(rights)`: also what the palette offers. */
  setup: readonly SetupGroup[];
  showAudit?: boolean;
  /** The link for those who may use emergency access. */
  showEmergency?: boolean;
  /** The link to live chat, for those who may answer. */
  chat?: ReactNode;
  /** What this person has to know on every page. */
  banner?: ReactNode;
  /** The bell: notices to this person. */
  notices?: ReactNode;
  /** Links for the palette, e.g. "Create Contact". */
  actions?: readonly PaletteItem[];
  /** What one may do, for the palette: `paletteActsFor(rights)`. */
  acts?: readonly PaletteItem[];
  children: ReactNode;
}

/** Everything around a page of a signed-in person. It authorises nothing. */
export function AppShell(props: AppShellProps) {
  const { modules, user, signOut, setup, showAudit = true, showEmergency = false, chat, banner, notices } = props;
  const { actions = [], acts = [], children } = props;
  const showSetup = setup.length > 0;
  const inBar = modules.filter(({ isInBar }) => isInBar);
  return (
    <TimeZoneProvider timeZone={user.timeZone}>
      <PortalProvider>
        <a
          href="#main"
          className="fixed top-2 left-2 z-70 -translate-y-16 rounded-sm bg-accent px-3 py-2 font-medium text-on-accent focus-visible:translate-y-0"
        >
          Skip to content
        </a>
        <header className="sticky top-0 z-40 border-line border-b bg-surface print:hidden">
          <div className="flex h-12 items-center gap-2 px-3 md:px-5">
            <MobileNav modules={inBar} showChat={Boolean(chat)} {...{ showAudit, showSetup, showEmergency }} />
            <Link href="/" className="mr-1 flex items-center gap-2 rounded-sm font-semibold text-base text-fg md:mr-3">
              <ProductMark />
              <span className="hidden sm:inline">Careledger</span>
              <span className="sr-only sm:hidden">Careledger</span>
            </Link>
            <ModuleNav modules={inBar} />
            <div className="ml-auto flex items-center gap-1">
              <CommandCenter modules={modules} setup={setup} actions={actions} acts={acts} />
              {chat}
              <TopLink href="/reports" label="Reports" icon={<ChartColumn aria-hidden="true" />} />
              {showEmergency ? (
                <TopLink href="/emergency" label="Emergency access" icon={<Siren aria-hidden="true" />} />
              ) : null}
              {showAudit ? <TopLink href="/audit" label="Audit" icon={<ScrollText aria-hidden="true" />} /> : null}
              {showSetup ? <TopLink href="/setup" label="Setup" icon={<Settings aria-hidden="true" />} /> : null}
              {notices}
              <UserMenu user={user} signOut={signOut} />
            </div>
          </div>
        </header>
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[110rem] px-4 py-4 outline-none md:px-6">
          {banner}
          {children}
          <PortalTarget />
        </main>
      </PortalProvider>
    </TimeZoneProvider>
  );
}
