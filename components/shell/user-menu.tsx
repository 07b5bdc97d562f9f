'use client';

import { Bot, MonitorSmartphone, UserRound } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { ThemeChoice } from './theme-choice';

export interface ShellUser {
  name: string;
  email: string;
  /** The profile's name, e.g. "Administrator". */
  profile: string;
  /** IANA name; times are shown in it. */
  timeZone: string;
}

const itemClass =
  'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 text-left text-fg text-sm hover:bg-hover [&>svg]:size-4 [&>svg]:text-subtle';

/** `signOut` is a form with one button; it takes the look of the items above it. */
export function UserMenu({ user, signOut }: { user: ShellUser; signOut: ReactNode }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Account of ${user.name}`} className="rounded-full">
          <Avatar name={user.name} />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Account" align="end" className="w-64 p-0">
        <div className="flex items-center gap-3 border-line border-b p-3">
          <Avatar name={user.name} size="lg" />
          <div className="min-w-0">
            <p className="truncate font-medium text-fg">{user.name}</p>
            <p className="truncate text-subtle text-xs">{user.email}</p>
            <p className="truncate text-subtle text-xs">{user.profile}</p>
          </div>
        </div>
        <nav aria-label="Account" className="p-1">
          <Link href="/account" className={itemClass} onClick={close}>
            <UserRound aria-hidden="true" />
            Personal settings
          </Link>
          <Link href="/account/sessions" className={itemClass} onClick={close}>
            <MonitorSmartphone aria-hidden="true" />
            My sessions
          </Link>
          <Link href="/account/programs" className={itemClass} onClick={close}>
            <Bot aria-hidden="true" />
            Programs that act for me
          </Link>
        </nav>
        <div className="border-line border-t p-2">
          <ThemeChoice />
        </div>
        <div className="border-line border-t p-1 [&_button:hover]:bg-hover [&_button]:min-h-8 [&_button]:w-full [&_button]:rounded-sm [&_button]:px-2 [&_button]:text-left">
          {signOut}
        </div>
      </PopoverContent>
    </Popover>
  );
}
