'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';

const TABS = ['fields', 'layouts'] as const;

/** The two sides of a module; the one shown is in the address. */
export function ModuleTabs({ fields, layouts }: { fields: ReactNode; layouts: ReactNode }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('fields'));
  return (
    <Tabs value={tab} onValueChange={(value) => void setTab(TABS.find((one) => one === value) ?? null)}>
      <TabsList aria-label="Module">
        <TabsTrigger value="fields">Fields</TabsTrigger>
        <TabsTrigger value="layouts">Layouts</TabsTrigger>
      </TabsList>
      <TabsContent value="fields">{fields}</TabsContent>
      <TabsContent value="layouts">{layouts}</TabsContent>
    </Tabs>
  );
}
