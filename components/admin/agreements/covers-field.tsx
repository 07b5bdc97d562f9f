import Link from 'next/link';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { type ChosenCovers, type OfferedConnection, withConnection } from './covers';

export interface CoversFieldProps {
  offers: readonly OfferedConnection[];
  chosen: ChosenCovers;
  onChange: (chosen: ChosenCovers) => void;
  error?: string | undefined;
}

/** What the agreement opens: connections by name and address, and services that are no connection. */
export function CoversField({ offers, chosen, onChange, error }: CoversFieldProps) {
  const set = (change: Partial<ChosenCovers>) => onChange({ ...chosen, ...change });
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 font-medium text-fg text-sm">What it covers</legend>
      {error ? <p className="text-danger-text text-xs">{error}</p> : null}
      {offers.length === 0 ? (
        <p className="text-muted text-sm">
          No app is connected yet. Connect one under{' '}
          <Link href="/setup/apps" className="text-accent-text underline">
            Connected apps
          </Link>
          , and tick it here then.
        </p>
      ) : null}
      {offers.map((offer) => (
        <Checkbox
          key={offer.key}
          label={offer.name}
          description={`${offer.place}${offer.note ? `. ${offer.note}` : ''}`}
          checked={chosen.connections.includes(offer.key)}
          onCheckedChange={(ticked) => set({ connections: withConnection(chosen.connections, offer, ticked) })}
        />
      ))}
      <Checkbox
        label="File scanner"
        description="Whoever runs it sees each file before it is encrypted. Outside your own network it gets files only while this is in force, and without it none is taken."
        checked={chosen.fileScanner}
        onCheckedChange={(fileScanner) => set({ fileScanner })}
      />
      <Checkbox
        label="Mail relay"
        description="Kept as a record: Careledger sends no mail."
        checked={chosen.mailRelay}
        onCheckedChange={(mailRelay) => set({ mailRelay })}
      />
      <Field label="Other services" hint="One a line, such as hosting or paper shredding. Kept as a record.">
        <Textarea rows={2} value={chosen.others} onChange={(event) => set({ others: event.currentTarget.value })} />
      </Field>
    </fieldset>
  );
}
