'use client';

import { PanelLeft } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Drawer } from './drawer';
import type { SetupGroup } from './setup-menu';
import { SetupNav } from './setup-nav';

/** Setup's menu at the left, the page beside it. Inside AppShell. */
export function SetupShell({ menu, children }: { menu: readonly SetupGroup[]; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-4 lg:flex-row lg:gap-8">
      <div className="lg:hidden print:hidden">
        <Drawer
          title="Setup"
          open={open}
          onOpenChange={setOpen}
          trigger={
            <Button>
              <PanelLeft aria-hidden="true" />
              Setup menu
            </Button>
          }
        >
          <SetupNav menu={menu} onFollow={() => setOpen(false)} />
        </Drawer>
      </div>
      <aside className="sticky top-16 hidden max-h-[calc(100dvh-5rem)] w-56 shrink-0 self-start overflow-y-auto p-0.5 lg:block print:hidden">
        <SetupNav menu={menu} />
      </aside>
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
