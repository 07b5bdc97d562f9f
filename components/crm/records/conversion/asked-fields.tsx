import type { FieldSources } from '@/components/fields/control-props';
import { FieldInput } from '@/components/fields/field-input';
import { Callout } from '@/components/ui/callout';
import type { TargetDraft } from '@/lib/crm/records/conversion/draft';
import { inputName } from './use-conversion';

interface Props {
  target: TargetDraft;
  sources: FieldSources;
  errors: Readonly<Record<string, string>>;
}

/** What a new record needs that the lead does not give, and what becomes of the lead's protected values. */
export function AskedFields({ target, sources, errors }: Props) {
  if (target.asked.length + target.unseen.length + target.stays.length === 0) return null;
  return (
    <div className="flex flex-col gap-3">
      {target.asked.length > 0 ? (
        <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
          {target.asked.map(({ field, value, error }) => {
            const name = inputName(target, field.apiName);
            return (
              <FieldInput
                key={field.id}
                field={field}
                name={name}
                sources={sources}
                value={value}
                error={errors[name] ?? error}
              />
            );
          })}
        </div>
      ) : null}
      {target.unseen.length > 0 ? (
        <Callout tone="phi">
          {target.unseen.join(', ')} {target.unseen.length === 1 ? 'goes' : 'go'} along protected, without being shown.
        </Callout>
      ) : null}
      {target.stays.length > 0 ? (
        <Callout
          tone="warning"
          title={`These stay on the lead, and do not come to the ${target.singular.toLowerCase()}`}
        >
          <ul className="flex flex-col gap-0.5">
            {target.stays.map(({ label, why }) => (
              <li key={label}>
                {label}: {why}
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
    </div>
  );
}
