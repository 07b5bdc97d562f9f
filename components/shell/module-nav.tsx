'use client';

import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { isCurrent } from './current';

export interface ModuleLink {
  apiName: string;
  plural: string;
  href: string;
}

const linkClass =
  'relative inline-flex h-12 items-center gap-1 whitespace-nowrap px-2.5 font-medium text-sm transition-colors focus-visible:-outline-offset-4 ' +
  'after:absolute after:inset-x-2.5 after:bottom-0 after:h-0.5 after:rounded-full after:content-[""]';

function look(current: boolean) {
  return cn(linkClass, current ? 'text-fg after:bg-accent' : 'text-muted hover:text-fg');
}

/** As many modules as the bar holds; the rest under "More". */
export function ModuleNav({ modules }: { modules: readonly ModuleLink[] }) {
  const pathname = usePathname();
  const list = useRef<HTMLUListElement>(null);
  const fit = useFit(list, modules.length);
  const more = modules.slice(fit);
  return (
    <nav aria-label="Modules" className="hidden min-w-0 flex-1 md:flex">
      {/* Links that do not fit wrap into a second row, which is cut off. */}
      <ul ref={list} className={cn('flex h-12 min-w-0 flex-wrap overflow-hidden', more.length === 0 && 'flex-1')}>
        {modules.map((module, index) => {
          const current = isCurrent(pathname, module.href);
          return (
            <li key={module.apiName} className={cn(index >= fit && 'invisible')}>
              <Link href={module.href} aria-current={current ? 'page' : undefined} className={look(current)}>
                {module.plural}
              </Link>
            </li>
          );
        })}
      </ul>
      {more.length > 0 ? (
        <DropdownMenu>
          <DropdownMenuTrigger className={look(more.some((module) => isCurrent(pathname, module.href)))}>
            More
            <ChevronDown aria-hidden="true" className="size-3.5" />
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start">
            {more.map((module) => (
              <DropdownMenuItem key={module.apiName} href={module.href}>
                {module.plural}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
    </nav>
  );
}

/** How many items stand in the list's first row. */
function useFit(list: { current: HTMLUListElement | null }, count: number): number {
  const [fit, setFit] = useState(count);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const items = [...element.children] as HTMLElement[];
      const top = items[0]?.offsetTop;
      setFit(items.slice(0, count).filter((item) => item.offsetTop === top).length);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [list, count]);
  return fit;
}
