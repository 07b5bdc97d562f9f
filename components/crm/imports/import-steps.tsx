import { Check } from 'lucide-react';
import { cn } from '@/components/ui/cn';

const STEPS = ['Upload', 'Check the file', 'Map columns', 'Duplicates', 'Dry run', 'Import'] as const;

export type ImportStep = (typeof STEPS)[number];

/**
 * Where in the import one is. Steps between the upload and the run share a page, so they are links to its parts. Where
 * there is no room for all names only the step one is at has its name beside its number.
 */
export function ImportSteps({
  current,
  targets = {},
}: {
  current: ImportStep;
  targets?: Partial<Record<ImportStep, string>>;
}) {
  const now = STEPS.indexOf(current);
  return (
    <nav aria-label="Steps of the import" className="mb-4 max-w-4xl">
      <ol className="flex flex-wrap items-center gap-x-1 gap-y-2 text-sm sm:gap-x-2">
        {STEPS.map((step, n) => (
          <li
            key={step}
            aria-current={n === now ? 'step' : undefined}
            className={cn(
              'flex items-center gap-x-1 sm:gap-x-2',
              n > 0 && 'before:h-px before:w-1.5 before:bg-line-strong sm:before:w-5',
            )}
          >
            {targets[step] ? (
              <a href={targets[step]} className="group flex items-center gap-2 rounded-sm hover:underline">
                <Step number={n + 1} name={step} is={placeOf(n, now)} />
              </a>
            ) : (
              <span className="flex items-center gap-2">
                <Step number={n + 1} name={step} is={placeOf(n, now)} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

type Place = 'past' | 'now' | 'ahead';

const placeOf = (n: number, now: number): Place => (n < now ? 'past' : n === now ? 'now' : 'ahead');

const MARKS: Record<Place, string> = {
  past: 'border-accent-line bg-accent-soft text-accent-text',
  now: 'border-accent bg-accent text-on-accent',
  ahead: 'border-line-strong bg-surface text-muted',
};

function Step({ number, name, is }: { number: number; name: string; is: Place }) {
  return (
    <>
      <span
        aria-hidden="true"
        className={cn(
          'flex size-6 shrink-0 items-center justify-center rounded-full border font-medium text-xs tabular-nums [&>svg]:size-3.5',
          MARKS[is],
        )}
      >
        {is === 'past' ? <Check /> : number}
      </span>
      <span className={cn('whitespace-nowrap', is === 'now' ? 'font-semibold text-fg' : 'text-muted max-lg:sr-only')}>
        <span className="sr-only">{number}. </span>
        {name}
        {is === 'past' ? <span className="sr-only"> (done)</span> : null}
      </span>
    </>
  );
}
