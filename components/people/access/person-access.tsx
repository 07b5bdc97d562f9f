import { ORG_RIGHT_WORDS } from '@/components/people/users/right-words';
import { Badge } from '@/components/ui/badge';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import type { AccessOfPerson } from '@/lib/people/users/access/of-person';
import { ModuleAccess } from './module-access';

/** What a person can see and change, and why. */
export function PersonAccess({ access }: { access: AccessOfPerson }) {
  const { name, active, profile, role, org, signIn, rests, waiting, programs, modules, isSelf } = access;
  return (
    <>
      <PageHeader
        title={isSelf ? 'What I can see and why' : `What can ${name} see and why`}
        breadcrumbs={
          isSelf
            ? [{ label: 'Personal settings', href: '/account' }]
            : [
                { label: 'Setup', href: '/setup' },
                { label: 'Users', href: '/setup/users' },
              ]
        }
        description="By module, field and door, as it is in force now."
        adornment={active ? null : <Badge>Deactivated: cannot sign in</Badge>}
      />
      <div className="flex flex-col gap-4">
        {rests ? (
          <Callout tone="warning" title="The right to reveal waits">
            The profile grants it. It is in force when a second person has confirmed what was done to the account.
          </Callout>
        ) : null}
        <Card id="who" title="Who">
          <DescriptionList
            columns={2}
            items={[
              { term: 'Name', value: name },
              { term: 'Profile', value: profile.name },
              { term: 'Role', value: role },
              { term: 'Programs that act for them', value: String(programs) },
              { term: 'May be signed in', value: signIn },
              { term: 'In the whole organisation', value: org.map((right) => ORG_RIGHT_WORDS[right].label).join(', ') },
              { term: 'Waits for a second person', value: waiting.join('; ') },
            ]}
          />
        </Card>
        {modules.map((module) => (
          <ModuleAccess key={module.apiName} module={module} profile={profile.name} />
        ))}
        <p className="text-subtle text-xs">
          Connected apps are no person: what goes to them is decided for each app, whoever changed the record.
        </p>
      </div>
    </>
  );
}
