'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { type ArrangedItem, ArrangeList } from '@/components/ui/arrange-list';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { useAction } from '@/components/ui/use-action';
import { saveModuleOrder } from './profile-actions';

export interface ModuleOrderCardProps {
  profileId: string;
  /** All modules as they stand now. */
  modules: readonly ArrangedItem[];
}

/** Which modules stand in the bar of a profile's holders. Apart from its rights: it is in force by itself. */
export function ModuleOrderCard({ profileId, modules }: ModuleOrderCardProps) {
  const [items, setItems] = useState<readonly ArrangedItem[]>(modules);
  const save = useAction(saveModuleOrder, { onSuccess: () => toast.success('Saved') });
  return (
    <Card
      id="module-order"
      title="Modules in the bar"
      description="In this order, for whoever has this profile and may view them. It takes no right away: what is left out is found by search and links."
      footer={
        <Button
          variant="primary"
          pending={save.isPending}
          onClick={() => save.execute({ id: profileId, modules: items.map(({ key, shown }) => ({ key, shown })) })}
        >
          Save the bar
        </Button>
      }
    >
      <div className="flex max-w-md flex-col gap-3">
        <ActionError of={save} />
        <ArrangeList label="Modules in the bar" items={items} onChange={setItems} />
      </div>
    </Card>
  );
}
