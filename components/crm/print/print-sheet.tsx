import type { ReactNode } from 'react';
import { Callout } from '@/components/ui/callout';
import { PageHeader } from '@/components/ui/page-header';
import { STATED_PURPOSES, type StatedPurpose } from '@/lib/protection/accounting/purposes';
import { PrintButton } from './print-button';

export interface PrintSheetProps {
  title: string;
  back: { label: string; href: string };
  description: string;
  /** Labels of the fields left out. */
  withheld: readonly string[];
  /** What for, where health data is on it; null: none is. */
  purpose: StatedPurpose | null;
  /** For tables of more columns than a page is wide: the paper lies on its side. */
  wide?: boolean;
  children: ReactNode;
}

/** What is on paper, under its heading; the button is not. */
export function PrintSheet(props: PrintSheetProps) {
  const { title, back, description, withheld, purpose, wide = false, children } = props;
  return (
    <div className={wide ? '[page:wide]' : undefined}>
      <div className="mb-4 flex flex-wrap items-center gap-3 print:hidden">
        <PrintButton />
        <a href={back.href} className="text-accent-text hover:underline">
          {back.label}
        </a>
        {purpose ? <p className="text-muted text-sm">For: {STATED_PURPOSES[purpose]}</p> : null}
      </div>
      <PageHeader title={title} description={description} />
      {withheld.length > 0 ? (
        <Callout tone="phi" title="Left out, as personal health data" className="mb-4">
          {withheld.join(', ')}
        </Callout>
      ) : null}
      {children}
    </div>
  );
}
