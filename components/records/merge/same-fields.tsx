import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import type { Duplicates } from '@/lib/records/merge/find';

/** Which fields must be the same: one of those that are checked. A form of its own, so it works before scripts do. */
export function SameFields({ fields }: Pick<Duplicates, 'fields'>) {
  return (
    <Card id="same-fields" title="Look for the same">
      <form method="get" className="flex flex-wrap items-center gap-x-5 gap-y-2">
        {fields.map(({ apiName, label, chosen }) => (
          <Checkbox key={apiName} name="by" value={apiName} label={label} defaultChecked={chosen} />
        ))}
        <Button type="submit" size="sm" className="ml-auto">
          Look again
        </Button>
      </form>
    </Card>
  );
}
