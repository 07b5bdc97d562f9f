import { Eye, FileClock, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { markedFields } from '@/lib/crm/modules/definition';
import type { RecordPage } from '@/lib/crm/records/get';
import { DOOR_WORDS } from '@/lib/protection/compliance/door-words';
import { RESTRICTABLE_DOORS } from '@/lib/protection/compliance/doors';
import { isRestricted } from '@/lib/protection/compliance/policy';
import { HealthTab } from './health-tab';
import { PrivacyOverview } from './privacy-overview';

export interface DataPrivacyProps {
  shown: RecordPage;
  timeZone: string;
  mayReveal: boolean;
  /** Why not, in words. */
  refusal: string;
  /** Whether the asker may see to whom its values went. */
  mayAccount: boolean;
  /** Whether the asker may read the audit log, of their own acts at least. */
  mayReadLedger: boolean;
}

/** Where a record comes from and which personal health data it holds. */
export function DataPrivacy({ shown, timeZone, mayReveal, refusal, mayAccount, mayReadLedger }: DataPrivacyProps) {
  const { module, compliance, record, names, reveals } = shown;
  const marked = markedFields(module);
  const closedDoors = RESTRICTABLE_DOORS.filter((door) => isRestricted(door, compliance)).map(
    (door) => DOOR_WORDS[door].name,
  );
  return (
    <Card id="data-privacy" title="Data Privacy">
      <PrivacyOverview record={record} names={names} module={module} marked={marked.length} />
      <section aria-labelledby="personal-data-title" className="mt-5">
        <h3 id="personal-data-title" className="mb-1 font-semibold text-fg text-sm">
          Personal Data
        </h3>
        <Tabs defaultValue="health">
          <TabsList aria-label="Personal data">
            <TabsTrigger value="health">
              <ShieldCheck aria-hidden="true" className="size-4" />
              Health
            </TabsTrigger>
          </TabsList>
          <TabsContent value="health">
            {marked.length > 0 ? (
              <HealthTab
                module={module.apiName}
                recordId={record.id}
                fields={marked}
                reveals={reveals}
                closedDoors={closedDoors}
                names={names}
                timeZone={timeZone}
                mayReveal={mayReveal}
                refusal={refusal}
                damaged={record.damaged === true}
              />
            ) : (
              <Callout tone="info">{`No field of ${module.plural} is marked as containing personal health data.`}</Callout>
            )}
          </TabsContent>
        </Tabs>
      </section>
      <div className="mt-4 flex flex-wrap gap-2 empty:hidden">
        {mayReadLedger ? (
          <Link
            href={`/audit?range=all&record=${record.id}#who-saw`}
            prefetch={false}
            className={buttonClass('secondary', 'sm')}
          >
            <Eye aria-hidden="true" />
            Who saw this record
          </Link>
        ) : null}
        {mayAccount ? (
          <Link
            href={`/m/${module.apiName}/${record.id}/accounting`}
            prefetch={false}
            className={buttonClass('secondary', 'sm')}
          >
            <FileClock aria-hidden="true" />
            Accounting of disclosures
          </Link>
        ) : null}
      </div>
    </Card>
  );
}
