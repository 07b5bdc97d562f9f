'use client';

import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { CodeBlock } from './code-block';

export interface Sample {
  label: string;
  source: string;
}

/** The same thing in several languages. */
export function Samples({ label, samples }: { label: string; samples: readonly Sample[] }) {
  return (
    <Tabs defaultValue={samples[0]?.label ?? ''}>
      <TabsList aria-label={label}>
        {samples.map((sample) => (
          <TabsTrigger key={sample.label} value={sample.label}>
            {sample.label}
          </TabsTrigger>
        ))}
      </TabsList>
      {samples.map((sample) => (
        <TabsContent key={sample.label} value={sample.label} className="pt-2">
          <CodeBlock label={`${sample.label} sample`} code={sample.source} />
        </TabsContent>
      ))}
    </Tabs>
  );
}
