'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import type { ArrangedItem } from '@/components/ui/arrange-list';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PageHeader } from '@/components/ui/page-header';
import { useAction } from '@/components/ui/use-action';
import type { ProfileRights } from '@/lib/people/rights';
import type { GrantableModule } from '@/lib/people/users/grantable-fields';
import type { ProfileDto } from '@/lib/people/users/queries';
import { CopyProfileDialog } from './copy-profile-dialog';
import { FieldRightsMatrix } from './field-rights-matrix';
import { ModuleOrderCard } from './module-order-card';
import { type MatrixModule, ModuleRightsMatrix } from './module-rights-matrix';
import { OrgRightsList } from './org-rights-list';
import { saveProfile } from './profile-actions';
import { SignInLimitsCard } from './sign-in-limits-card';

export interface ProfileEditorProps {
  profile: ProfileDto;
  modules: readonly MatrixModule[];
  /** With their fields. */
  grantable: readonly GrantableModule[];
  /** As they stand in the bar. */
  bar: readonly ArrangedItem[];
  /** IANA. */
  timeZone: string;
}

export function ProfileEditor({ profile, modules, grantable, bar, timeZone }: ProfileEditorProps) {
  const [name, setName] = useState(profile.name);
  const [rights, setRights] = useState<ProfileRights>(profile.rights);
  const [copying, setCopying] = useState(false);
  const save = useAction(saveProfile, {
    onSuccess: ({ data: { waits } }) => {
      toast.success('Profile saved');
      if (waits.length > 0) toast.info(`Waits for a second person: ${waits.join(', ')}`);
    },
  });
  const { standard } = profile;
  function submit() {
    save.execute({ id: profile.id, name, rights: plain(rights) });
  }
  return (
    <>
      <PageHeader
        title={profile.name}
        breadcrumbs={[
          { label: 'Setup', href: '/setup' },
          { label: 'Profiles', href: '/setup/profiles' },
        ]}
        actions={
          standard ? (
            <Button variant="primary" onClick={() => setCopying(true)}>
              Copy this profile
            </Button>
          ) : (
            <Button variant="primary" pending={save.isPending} onClick={submit}>
              Save
            </Button>
          )
        }
      />
      <div className="flex flex-col gap-4">
        {standard ? (
          <Callout>A standard profile cannot be changed. Copy it and change the copy.</Callout>
        ) : (
          <>
            <ActionError of={save} shown={['name']} />
            <Card>
              <Field label="Name" required error={save.result.serverError?.fields.name} className="max-w-sm">
                <Input value={name} onChange={(event) => setName(event.currentTarget.value)} />
              </Field>
            </Card>
          </>
        )}
        <Card
          id="module-rights"
          title="Modules"
          description="“Every other module” holds for modules without own rights, and for new ones."
          flush
        >
          <ModuleRightsMatrix modules={modules} rights={rights} onChange={standard ? null : setRights} />
        </Card>
        <Card
          id="field-rights"
          title="Fields"
          description="As far as the module’s rights go. Who reads a field sees it and cannot change it; a hidden field is as if it were not there."
          flush
        >
          <FieldRightsMatrix
            modules={grantable}
            rights={rights}
            onChange={standard ? null : (fields) => setRights((before) => ({ ...before, fields }))}
          />
        </Card>
        <Card id="org-rights" title="Whole organisation">
          <OrgRightsList
            granted={rights.org}
            onChange={standard ? null : (org) => setRights((before) => ({ ...before, org }))}
          />
        </Card>
        <ModuleOrderCard profileId={profile.id} modules={bar} />
        {standard ? null : <SignInLimitsCard profile={profile} timeZone={timeZone} />}
      </div>
      {copying ? <CopyProfileDialog source={profile} onClose={() => setCopying(false)} /> : null}
    </>
  );
}

const plain = ({ everyModule, modules, org, fields = {} }: ProfileRights) => ({
  everyModule: [...everyModule],
  modules: Object.fromEntries(Object.entries(modules).map(([module, own]) => [module, [...own]])),
  org: [...org],
  fields,
});
