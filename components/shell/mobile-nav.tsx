'use client';

import { ChartColumn, House, Menu, MessagesSquare, ScrollText, Settings, Siren } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Drawer } from './drawer';
import type { ModuleLink } from './module-nav';
import { SideLink } from './side-link';

export interface MobileNavProps {
  modules: readonly ModuleLink[];
  showChat: boolean;
  showAudit: boolean;
  showSetup: boolean;
  showEmergency: boolean;
}

export function MobileNav({ modules, showChat, showAudit, showSetup, showEmergency }: MobileNavProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Drawer
      title="Menu"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="ghost" size="icon" aria-label="Open menu" className="md:hidden">
          <Menu aria-hidden="true" />
        </Button>
      }
    >
      <nav aria-label="Modules" className="flex flex-col gap-0.5">
        <SideLink href="/" icon={<House aria-hidden="true" />} onFollow={close}>
          Home
        </SideLink>
        {modules.map((module) => (
          <SideLink key={module.apiName} href={module.href} onFollow={close}>
            {module.plural}
          </SideLink>
        ))}
        <hr className="my-2 border-line" />
        {showChat ? (
          <SideLink href="/chat" icon={<MessagesSquare aria-hidden="true" />} onFollow={close}>
            Chat
          </SideLink>
        ) : null}
        <SideLink href="/reports" icon={<ChartColumn aria-hidden="true" />} onFollow={close}>
          Reports
        </SideLink>
        {showAudit ? (
          <SideLink href="/audit" icon={<ScrollText aria-hidden="true" />} onFollow={close}>
            Audit
          </SideLink>
        ) : null}
        {showEmergency ? (
          <SideLink href="/emergency" icon={<Siren aria-hidden="true" />} onFollow={close}>
            Emergency access
          </SideLink>
        ) : null}
        {showSetup ? (
          <SideLink href="/setup" icon={<Settings aria-hidden="true" />} onFollow={close}>
            Setup
          </SideLink>
        ) : null}
      </nav>
    </Drawer>
  );
}
