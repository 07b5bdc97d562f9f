import { Check, Download, X } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { NOT_LEGAL_ADVICE } from '@/lib/admin/agreements/template/clauses';
import type { TemplateDto } from '@/lib/admin/agreements/template/read';
import { TemplateText } from './template-text';

export interface TemplateCardProps {
  agreementId: string;
  template: TemplateDto;
}

/** The text that is made of the details above, and where it says what the rule asks for. */
export function TemplateCard({ agreementId, template }: TemplateCardProps) {
  return (
    <Card
      id="template"
      title="Template"
      description="Made of the details of this agreement."
      actions={
        <a href={`/api/agreements/${agreementId}/template`} download className={buttonClass()}>
          <Download aria-hidden="true" />
          Download
        </a>
      }
    >
      <div className="flex flex-col gap-4">
        <Callout tone="warning">{NOT_LEGAL_ADVICE}</Callout>
        <details>
          <summary className="cursor-pointer font-medium text-fg text-sm">Read the text</summary>
          <TemplateText template={template} className="mt-3" />
        </details>
        <details>
          <summary className="cursor-pointer font-medium text-fg text-sm">
            What 45 CFR 164.504(e)(2) asks for ({template.elements.filter(({ clause }) => clause !== null).length} of{' '}
            {template.elements.length} said)
          </summary>
          <ul className="mt-3 flex flex-col gap-2 text-sm">
            {template.elements.map(({ citation, asks, clause }) => (
              <li key={citation} className="flex items-start gap-2">
                {clause === null ? (
                  <X aria-label="Not said" className="mt-0.5 size-4 shrink-0 text-danger-text" />
                ) : (
                  <Check aria-label="Said" className="mt-0.5 size-4 shrink-0 text-success-text" />
                )}
                <span className="min-w-0 text-fg">
                  {asks}{' '}
                  <span className="text-muted">
                    ({citation}
                    {clause === null ? '' : `, clause ${clause}`})
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      </div>
    </Card>
  );
}
