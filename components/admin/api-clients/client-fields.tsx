import { PurposeField } from '@/components/crm/accounting/purpose-field';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import type { ApiClientDto, OwnerChoice } from '@/lib/admin/api-clients/queries';
import { errorOf } from './client-form';

export interface ClientFieldsProps {
  /** Null is a new one. */
  client: ApiClientDto | null;
  errors: Readonly<Record<string, string>>;
}

/** What it is called, and with whose rights it acts. */
export function ClientIdentity({ client, owners, errors }: ClientFieldsProps & { owners: readonly OwnerChoice[] }) {
  return (
    <>
      <Field label="Name" required error={errors.name} hint="Stands in the audit log beside what it does.">
        <Input name="name" defaultValue={client?.name} />
      </Field>
      <Field
        label="Owner"
        required
        error={errors.ownerId}
        hint="It acts with the rights of this user, sees what they see, and stops when they are deactivated. Anybody but you has to accept it first."
      >
        <Select
          name="ownerId"
          options={ownerOptions(owners, client)}
          defaultValue={client?.ownerId ?? ''}
          {...(client ? {} : { placeholder: 'Choose a user' })}
        />
      </Field>
      <PurposeField
        value={client?.purpose ?? 'unstated'}
        error={errors.purpose}
        hint="Stands in the accounting of disclosures of what it reads. Treatment, payment and operations need not be accounted for to the patient."
      />
    </>
  );
}

/** From where, how long and how often it may call, and how it may search. */
export function ClientLimits({ client, errors }: ClientFieldsProps) {
  return (
    <>
      <Field
        label="Allowed addresses"
        error={errorOf(errors, 'allowedIps')}
        hint="One address or range a line, such as 203.0.113.0/24. Empty: it may call from anywhere."
      >
        <Textarea name="allowedIps" rows={2} spellCheck={false} defaultValue={client?.allowedIps.join('\n')} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Expires at the end of" error={errors.expiresAt} hint="In UTC. Empty: never.">
          <Input name="expiresOn" type="date" defaultValue={client?.expiresAt?.slice(0, 10)} />
        </Field>
        <Field label="Calls a minute" required error={errors.callsPerMinute}>
          <Input name="callsPerMinute" type="number" min={1} defaultValue={client?.callsPerMinute ?? 600} />
        </Field>
      </div>
      <Checkbox
        name="bySecretAlone"
        defaultChecked={client?.bySecretAlone ?? false}
        label="May get tokens by its secret alone"
        description="By client credentials, as the examples for developers do. Else by its refresh token, and by codes that its owner makes."
      />
      {client ? (
        <>
          <Checkbox
            name="secretInAddress"
            defaultChecked={client.secretInAddress}
            label="May send its secret in an address"
            description="For programs that ask for tokens by an address with everything in it. Not recommended: the secret stays in the logs of proxies and servers on the way. Better: the same by a form."
          />
          <Checkbox
            name="protectedInAddress"
            defaultChecked={client.protectedInAddress}
            label="May search by protected fields in an address"
            description="For programs that can search only by GET. Not recommended: the values searched for, such as a Social Security number, stay in the logs of proxies and servers on the way. Better: the same search by POST."
          />
        </>
      ) : null}
    </>
  );
}

/** The owner stays in the list when deactivated: the form must show what is. */
function ownerOptions(owners: readonly OwnerChoice[], client: ApiClientDto | null) {
  const options = owners.map(({ id, name, profile }) => ({ value: id, label: `${name} (${profile})` }));
  if (!client || owners.some(({ id }) => id === client.ownerId)) return options;
  return [...options, { value: client.ownerId, label: `${client.owner} (deactivated)` }];
}
