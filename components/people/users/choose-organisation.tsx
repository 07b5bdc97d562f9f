import { Button } from '@/components/ui/button';
import type { OrgChoice } from '@/lib/people/auth/sign-in-answer';

/** For somebody whose address and password fit in several organisations: which one. Each button sends the form. */
export function ChooseOrganisation({ choices, pending }: { choices: readonly OrgChoice[]; pending: boolean }) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-fg text-sm">Which organisation?</legend>
      {choices.map(({ id, name }) => (
        <Button key={id} type="submit" value={id} disabled={pending} className="h-10 w-full">
          {name}
        </Button>
      ))}
    </fieldset>
  );
}
