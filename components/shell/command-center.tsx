'use client';

import { Search } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { isSingleKey } from '@/components/ui/single-keys';
import { CommandPalette } from './command-palette';
import type { ModuleLink } from './module-nav';
import type { PaletteGroup, PaletteItem } from './palette-items';
import type { SetupGroup } from './setup-menu';

export interface CommandCenterProps {
  modules: readonly ModuleLink[];
  setup: readonly SetupGroup[];
  /** Links to what one can do, e.g. "Create Contact". */
  actions: readonly PaletteItem[];
  /** `paletteActsFor(rights)`: found by their words. */
  acts: readonly PaletteItem[];
}

/** A field on the page that the key / leads to instead. */
const OWN_SEARCH = 'input[aria-keyshortcuts="/"]';

/** The search button of the top bar, and the palette it opens; so does Ctrl K (⌘ K), and / where the page has no search of its own. */
export function CommandCenter({ modules, setup, actions, acts }: CommandCenterProps) {
  const [open, setOpen] = useState(false);
  const { setTheme } = useTheme();
  const apple = useApple();
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const isChord = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (isChord && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        setOpen((before) => !before);
      } else if (event.key === '/' && isSingleKey(event) && !document.querySelector(OWN_SEARCH)) {
        event.preventDefault();
        setOpen(true);
      }
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  const groups = useMemo((): PaletteGroup[] => {
    const themes = ['light', 'dark', 'system'].map((theme) => ({
      id: `theme:${theme}`,
      label: `Use ${theme} theme`,
      run: () => setTheme(theme),
    }));
    return [
      {
        label: 'Modules',
        items: modules.map(({ apiName, plural, href }) => ({ id: `module:${apiName}`, label: plural, href })),
      },
      { label: 'Actions', items: [...actions, ...themes] },
      { label: 'What you can do', items: acts, whenTyped: true },
      {
        label: 'Setup',
        items: setup.flatMap((group) =>
          group.items.map(({ label, href, keywords }) => ({ id: href, label, href, hint: group.label, keywords })),
        ),
      },
    ];
  }, [modules, setup, actions, acts, setTheme]);
  return (
    <>
      <Button
        aria-keyshortcuts={apple ? 'Meta+K' : 'Control+K'}
        onClick={() => setOpen(true)}
        className="w-8 justify-center border-line bg-sunken px-0 font-normal text-subtle lg:w-52 lg:justify-start lg:px-2.5"
      >
        <Search aria-hidden="true" />
        <span className="sr-only flex-1 text-left lg:not-sr-only">Search</span>
        <span className="hidden gap-0.5 lg:flex">
          <Kbd>{apple ? '⌘' : 'Ctrl'}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </Button>
      <CommandPalette open={open} onOpenChange={setOpen} groups={groups} />
    </>
  );
}

const never = () => () => undefined;

function useApple(): boolean {
  return useSyncExternalStore(
    never,
    () => /mac|iphone|ipad/i.test(navigator.platform),
    () => false,
  );
}
