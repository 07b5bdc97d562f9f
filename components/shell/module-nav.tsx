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
import { fitOf } from './fit-of';

export interface ModuleLink {
  apiName: string;
  plural: string;
  href: string;
  /** Or left out by whoever arranged the modules: the palette still has it. */
  isInBar: boolean;
}

const linkClass =
  'relative inline-flex h-12 items-center gap-1 whitespace-nowrap px-2.5 font-medium text-sm transition-colors focus-visible:-outline-offset-4 ' +
  'after:absolute after:inset-x-2.5 after:bottom-0 after:h-0.5 after:rounded-full after:content-[""]';

function look(current: boolean) {
  return cn(linkClass, current ? 'text-fg after:bg-accent' : 'text-muted hover:text-fg');
}

/** As many modules as the bar holds; the rest under "More", which stands right behind the last that fits. */
export function ModuleNav({ modules }: { modules: readonly ModuleLink[] }) {
  const pathname = usePathname();
  const bar = useRef<HTMLElement>(null);
  const { fit, width } = useFit(bar, modules.length);
  const more = modules.slice(fit);
  return (
    <nav ref={bar} aria-label="Modules" className="hidden min-w-0 flex-1 overflow-hidden md:flex">
      {/* What does not fit is measured too: it stands in the row, and the row ends before it. */}
      <ul
        className={cn('flex h-12 min-w-0 overflow-hidden', width === null && 'flex-1')}
        style={width === null ? undefined : { flex: `0 0 ${width}px` }}
      >
        {modules.map((module, index) => {
          const current = isCurrent(pathname, module.href);
          return (
            <li key={module.apiName} className={cn('shrink-0', index >= fit && 'invisible')}>
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

interface Fit {
  /** How many items there is room for. */
  fit: number;
  /** How wide these are, in pixels; null where all fit, or nothing was measured yet. */
  width: number | null;
}

/** Measured whenever the bar changes its width, or an item its own as when a typeface arrives. */
function useFit(bar: { current: HTMLElement | null }, count: number): Fit {
  const [found, setFound] = useState<Fit>({ fit: count, width: null });
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    const items = [...element.querySelectorAll('li')].slice(0, count);
    const measure = () => {
      const next = fitOf(
        items.map((item) => item.getBoundingClientRect().width),
        element.clientWidth,
      );
      setFound((before) => (before.fit === next.fit && before.width === next.width ? before : next));
    };
    const observer = new ResizeObserver(measure);
    for (const watched of [element, ...items]) observer.observe(watched);
    return () => observer.disconnect();
  }, [bar, count]);
  return found;
}
