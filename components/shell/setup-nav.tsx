'use client';

import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import { Input } from '@/components/ui/input';
import { matchesWords } from './current';
import type { SetupGroup } from './setup-menu';
import { SideLink } from './side-link';

export interface SetupNavProps {
  menu: readonly SetupGroup[];
  onFollow?: () => void;
}

export function SetupNav({ menu, onFollow }: SetupNavProps) {
  const [query, setQuery] = useState('');
  const id = useId();
  const words = query.trim();
  const shown = menu
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => matchesWords(words, `${item.label} ${item.keywords ?? ''} ${group.label}`)),
    }))
    .filter((group) => group.items.length > 0);
  return (
    <nav aria-label="Setup" className="flex flex-col gap-4">
      <Input
        type="search"
        aria-label="Filter the setup menu"
        placeholder="Filter"
        icon={<Search />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {shown.map((group, index) => (
        <div key={group.label}>
          <p id={`${id}-${index}`} className="mb-1 px-2 font-semibold text-fg text-xs">
            {group.label}
          </p>
          <ul aria-labelledby={`${id}-${index}`} className="flex flex-col gap-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <SideLink href={item.href} onFollow={onFollow}>
                  {item.label}
                </SideLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p role="status" className="px-2 text-subtle text-sm empty:hidden">
        {shown.length === 0 ? 'No setting has that name' : null}
      </p>
    </nav>
  );
}
