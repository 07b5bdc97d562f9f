import { cn } from '@/components/ui/cn';

const STEPS = ['Upload', 'Check the file', 'Map columns', 'Duplicates', 'Dry run', 'Import'] as const;

export type ImportStep = (typeof STEPS)[number];

/** Where in the import one is. Steps between the upload and the run share a page, so they are links to its parts. */
export function ImportSteps({
  current,
  targets = {},
}: {
  current: ImportStep;
  targets?: Partial<Record<ImportStep, string>>;
}) {
  const now = STEPS.indexOf(current);
  return (
    <nav aria-label="Steps of the import" className="mb-4">
      <ol className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {STEPS.map((step, n) => (
          <li
            key={step}
            aria-current={n === now ? 'step' : undefined}
            className={cn(n === now ? 'font-medium text-fg' : 'text-muted')}
          >
            {targets[step] ? (
              <a href={targets[step]} className="hover:underline">
                {n + 1}. {step}
              </a>
            ) : (
              <span>
                {n + 1}. {step}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
