import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import type { Duplicates } from '@/lib/crm/records/merge/find';
import { FieldChoices } from './field-choices';

/** Which fields must be the same: one of those that are checked. A form of its own, so it works before scripts do. */
export function SameFields({ fields }: Pick<Duplicates, 'fields'>) {
  return (
    <Card id="same-fields" title="Look for the same">
      <form method="get" className="flex flex-col gap-3">
        <FieldChoices fields={fields}>
          {({ apiName, label, chosen }) => (
            <Checkbox key={apiName} name="by" value={apiName} label={label} defaultChecked={chosen} />
          )}
        </FieldChoices>
        <Button type="submit" size="sm" className="self-start">
          Look again
        </Button>
      </form>
    </Card>
  );
}
