import { Card } from '@/components/ui/card';

const STEPS = [
  ['Select modules', 'Up to 10 modules that hold protected health information, standard or your own.'],
  ['Mark fields', 'Up to 25 fields a module. Their values are masked at once and, unless you decline, encrypted.'],
  ['Close doors', 'Withhold marked values from the API, exports, Zoho apps and third party apps.'],
  ['Look at the audit log', 'Every reveal, export and refused attempt is an event that nobody can change.'],
] as const;

/** What switching on leads to, for somebody who sees it for the first time. */
export function FirstSteps() {
  return (
    <Card id="first-steps" title="What it does" description="Nothing of this happens before you switch it on.">
      <ol className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {STEPS.map(([title, text], n) => (
          <li key={title} className="flex gap-3">
            <span
              aria-hidden="true"
              className="flex size-6 shrink-0 items-center justify-center rounded-full border border-accent-line bg-accent-soft font-semibold text-accent-text text-xs"
            >
              {n + 1}
            </span>
            <div>
              <h3 className="font-medium text-fg text-sm">{title}</h3>
              <p className="mt-0.5 text-muted text-xs">{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
