'use client';

import { Bell, BellOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { Switch } from '@/components/ui/switch';
import { setAlert, useAlertSetting } from './alert-settings';
import { beep, readyToBeep } from './beep';

/** How the console calls its operator. */
export function AlertMenu() {
  const sound = useAlertSetting('sound');
  const desktop = useAlertSetting('desktop');
  const [refused, setRefused] = useState(false);

  function switchSound(on: boolean) {
    setAlert('sound', on);
    if (!on) return;
    readyToBeep();
    beep();
  }
  async function switchDesktop(on: boolean) {
    const allowed = on && 'Notification' in window && (await Notification.requestPermission()) === 'granted';
    setRefused(on && !allowed);
    setAlert('desktop', allowed);
  }
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label="Alerts">
          {sound ? <Bell aria-hidden="true" /> : <BellOff aria-hidden="true" />}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Alerts" align="end" className="flex w-64 flex-col gap-3">
        <Switch
          label="Sound"
          description="When a visitor waits or writes to you."
          side="end"
          checked={sound}
          onCheckedChange={switchSound}
        />
        <Switch
          label="Notices outside this page"
          description="They never say who writes, or what."
          side="end"
          checked={desktop}
          error={refused ? 'Your browser does not allow notices from this page.' : undefined}
          onCheckedChange={(on) => void switchDesktop(on)}
        />
      </PopoverContent>
    </Popover>
  );
}
