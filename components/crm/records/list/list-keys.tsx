'use client';

import { Keyboard } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { isSingleKey, useSingleKeys } from '@/components/ui/single-keys';
import { Switch } from '@/components/ui/switch';
import type { ListModule, ListRights } from './list-module';

export interface ListKeysProps {
  module: ListModule;
  may: Pick<ListRights, 'create' | 'edit'>;
  /** What the keys of the screen itself do, and where the first of them goes. */
  keys: readonly (readonly [key: string, does: string])[];
  /** Where the focus goes by j and k while it is nowhere. */
  first: string;
}

/** What the focus is in: a row or a card, by the id of its record. */
const OPEN = '[data-row],[data-card]';

const idOf = (element: Element | null): string | undefined => {
  const found = element?.closest<HTMLElement>(OPEN);
  return found?.dataset.row ?? found?.dataset.card;
};

/** Single keys of a list, and the dialog that tells them; there they can be switched off. */
export function ListKeys({ module, may, keys, first }: ListKeysProps) {
  const [open, setOpen] = useState(false);
  const [on, setOn] = useSingleKeys();
  const router = useRouter();
  const { apiName } = module;
  const { create, edit } = may;
  useEffect(() => {
    const isNowhere = () => idOf(document.activeElement) === undefined;
    const acts: Record<string, () => unknown> = {
      '?': () => setOpen(true),
      c: () => create && router.push(`/m/${apiName}/new`),
      e: () => edit && !isNowhere() && router.push(`/m/${apiName}/${idOf(document.activeElement)}/edit`),
      o: () => !isNowhere() && router.push(`/m/${apiName}/${idOf(document.activeElement)}`),
      j: () => isNowhere() && document.querySelector<HTMLElement>(first)?.focus(),
      k: () => isNowhere() && document.querySelector<HTMLElement>(first)?.focus(),
    };
    function press(event: KeyboardEvent) {
      const act = acts[event.key];
      if (!act || !isSingleKey(event)) return;
      event.preventDefault();
      act();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [router, apiName, create, edit, first]);
  const told: readonly (readonly [string, string])[] = [
    ...keys,
    ['o', 'open the one that has the focus, as Enter does'],
    ...(edit ? ([['e', 'edit it']] as const) : []),
    ['/', `search ${module.plural}`],
    ...(create ? ([['c', `new ${module.singular.toLowerCase()}`]] as const) : []),
    ['?', 'this list'],
  ];
  return (
    <>
      <Button variant="ghost" size="sm" className="max-sm:hidden" onClick={() => setOpen(true)}>
        <Keyboard aria-hidden="true" />
        Keys
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent title={`Keys of ${module.plural}`} size="sm">
          <DialogBody>
            <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-sm">
              {told.map(([key, does]) => (
                <div key={key} className="contents">
                  <dt className="flex gap-1">
                    {key.split(' ').map((one) => (
                      <Kbd key={one}>{one}</Kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </DialogBody>
          <DialogFooter className="justify-between">
            <Switch label="Single keys in this browser" checked={on} onCheckedChange={setOn} />
          </DialogFooter>
        </DialogContent>
      </Dialog>
    </>
  );
}
