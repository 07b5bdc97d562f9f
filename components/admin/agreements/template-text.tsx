import { cn } from '@/components/ui/cn';
import type { Template } from '@/lib/admin/agreements/template/clauses';

/** The text of an agreement on a page: the same words as in its PDF. */
export function TemplateText({ template, className }: { template: Template; className?: string }) {
  const { title, parties, clauses } = template;
  return (
    <article className={cn('max-w-3xl break-words text-fg text-sm leading-relaxed', className)}>
      <h3 className="font-semibold text-base">{title}</h3>
      <p className="mt-1">{parties}</p>
      <ol className="mt-3 flex flex-col gap-3">
        {clauses.map(({ id, title: heading, citation, text }, n) => (
          <li key={id}>
            <h4 className="font-medium">
              {n + 1}. {heading} {citation ? <span className="font-normal text-muted">({citation})</span> : null}
            </h4>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </article>
  );
}
