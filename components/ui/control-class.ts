/** The look that Input, Textarea, Select and the combobox share. */
export const controlClass =
  'w-full rounded-sm border border-control bg-surface px-2.5 text-sm text-fg transition-colors placeholder:text-subtle ' +
  'hover:border-muted focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-danger ' +
  'disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken disabled:text-muted [&[readonly]]:bg-sunken';
