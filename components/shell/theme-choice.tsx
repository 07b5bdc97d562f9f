'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useId, useSyncExternalStore } from 'react';
import { cn } from '@/components/ui/cn';

const themes = [
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
  { value: 'system', label: 'System', Icon: Monitor },
];

const never = () => () => undefined;

export function ThemeChoice({ className }: { className?: string }) {
  const { theme, setTheme } = useTheme();
  const name = useId();
  // Only the browser knows the choice: the server marks none.
  const known = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <fieldset className={cn('flex rounded-sm border border-line bg-sunken p-0.5', className)}>
      <legend className="sr-only">Theme</legend>
      {themes.map(({ value, label, Icon }) => (
        <label
          key={value}
          className={cn(
            'flex h-6 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-xs px-2 text-muted text-xs transition-colors hover:text-fg',
            'has-checked:bg-raised has-checked:text-fg has-checked:outline has-checked:outline-line-strong',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent',
          )}
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={known && theme === value}
            onChange={() => setTheme(value)}
            className="sr-only"
          />
          <Icon aria-hidden="true" className="size-3.5" />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
