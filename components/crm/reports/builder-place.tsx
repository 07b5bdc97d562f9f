import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/** Where a report is kept, and for whom. */
export interface Place {
  name: string;
  folder: string;
  shared: boolean;
}

export interface BuilderPlaceProps {
  place: Place;
  /** Names of the folders that there are. */
  folders: readonly string[];
  mayShare: boolean;
  errors: Readonly<Record<string, string>>;
  onChange: (part: Partial<Place>) => void;
}

export function BuilderPlace({ place, folders, mayShare, errors, onChange }: BuilderPlaceProps) {
  return (
    <Card id="report-name" title="Where it is kept">
      <div className="flex flex-col gap-4">
        <Field label="Name" required {...(errors.name && { error: errors.name })}>
          <Input
            value={place.name}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
        </Field>
        <Field label="Folder" hint="One that is there, or a new one." {...(errors.folder && { error: errors.folder })}>
          <Input
            value={place.folder}
            maxLength={60}
            list="report-folders"
            autoComplete="off"
            onChange={(event) => onChange({ folder: event.currentTarget.value })}
          />
        </Field>
        <datalist id="report-folders">
          {folders.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        {mayShare ? (
          <Checkbox
            label="Share with everybody who sees this module"
            checked={place.shared}
            onCheckedChange={(shared) => onChange({ shared })}
          />
        ) : null}
      </div>
    </Card>
  );
}
