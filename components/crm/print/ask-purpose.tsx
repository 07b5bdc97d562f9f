import { PurposeField } from '@/components/crm/accounting/purpose-field';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';

export interface AskPurposeProps {
  title: string;
  back: { label: string; href: string };
  /** What else the address asks for. */
  asked: Readonly<Record<string, string | string[] | undefined>>;
}

/** What for health data is put on paper: asked before the page is made, whose line of the accounting says it. */
export function AskPurpose({ title, back, asked }: AskPurposeProps) {
  const others = Object.entries(asked).flatMap(([name, value]) =>
    name === 'purpose' ? [] : [value ?? []].flat().map((one) => ({ name, one })),
  );
  return (
    <>
      <PageHeader title={title} description="There would be personal health data on this page." />
      <Card>
        <form method="get" className="flex max-w-md flex-col items-start gap-4">
          {others.map(({ name, one }) => (
            <input key={`${name} ${one}`} type="hidden" name={name} value={one} />
          ))}
          <PurposeField hint="It stands in the accounting of disclosures of each record on the page." />
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary">
              Show the page
            </Button>
            <a href={back.href} className="text-accent-text hover:underline">
              {back.label}
            </a>
          </div>
        </form>
      </Card>
    </>
  );
}
