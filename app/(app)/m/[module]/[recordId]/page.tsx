import type { Metadata } from 'next';
import { Suspense } from 'react';
import { RecordAppsCard } from '@/components/apps/record-apps-card';
import { RecordMenu } from '@/components/crm/exports/record-menu';
import { ConversionCard } from '@/components/crm/records/conversion/conversion-card';
import { MergesCard } from '@/components/crm/records/merge/merges-card';
import { AttachmentsCard } from '@/components/crm/records/record/attachments-card';
import { ConversationsCard } from '@/components/crm/records/record/conversations-card';
import { DamagedCallout } from '@/components/crm/records/record/damaged-callout';
import { DataPrivacy } from '@/components/crm/records/record/data-privacy';
import { NotesCard } from '@/components/crm/records/record/notes-card';
import { RecordHeader } from '@/components/crm/records/record/record-header';
import { SectionCard } from '@/components/crm/records/record/section-card';
import { TimelineCard } from '@/components/crm/records/record/timeline-card';
import { ActivitiesCard } from '@/components/crm/records/related/activities-card';
import { RelatedCard } from '@/components/crm/records/related/related-card';
import { RelatedComing, RelatedFailed } from '@/components/crm/records/related/related-coming';
import { appsOfRecord } from '@/lib/apps/of-record';
import { conversationsOfRecord, LINKED_MODULES } from '@/lib/chat/conversations/link-record';
import { mayAccount } from '@/lib/crm/accounting/rights';
import { listAttachments, mayReadFileNames } from '@/lib/crm/attachments/queries';
import { notesOfPage } from '@/lib/crm/notes/queries';
import { conversionsOf } from '@/lib/crm/records/conversion/of-record';
import { LEADS } from '@/lib/crm/records/conversion/targets';
import { getRecord, type RecordPage } from '@/lib/crm/records/get';
import { mergesOf } from '@/lib/crm/records/merge/merges-of';
import { namelessRecord } from '@/lib/crm/records/names';
import type { RecordRef } from '@/lib/crm/records/record-access';
import { listTimeline } from '@/lib/crm/records/timeline';
import { activitiesOf } from '@/lib/crm/related/activities';
import { relatedLists } from '@/lib/crm/related/list';
import { whyNotReveal } from '@/lib/people/auth/permissions';
import { canInModule, canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { page } from '@/lib/ways-in/http/page';
import { part } from '@/lib/ways-in/http/part';

/** A record's name may be PHI: the title never says it. */
export const metadata: Metadata = { title: 'Record' };

export default async function RecordScreen({ params }: PageProps<'/m/[module]/[recordId]'>) {
  const { module: moduleName, recordId } = await params;
  return page(async (ctx) => {
    const shown = await getRecord(ctx, moduleName, recordId);
    const ref = { module: moduleName, recordId };
    const written = await readWritten(ctx, ref);
    const { module, record, names } = shown;
    const changeable = shown.changeable && canInModule(ctx.rights, moduleName, 'edit');
    const deletable = shown.changeable && canInModule(ctx.rights, moduleName, 'delete');
    const exportable = canInModule(ctx.rights, moduleName, 'export');
    const converted = moduleName === LEADS && written.conversions.length > 0;
    const convertible = changeable && !converted && mayConvert(ctx, moduleName);
    const mergeable = changeable && deletable && !converted;
    return (
      <>
        <RecordHeader
          module={{ apiName: moduleName, singular: module.singular, plural: module.plural, hipaa: module.hipaa }}
          recordId={recordId}
          name={record.name || namelessRecord(module, recordId)}
          ownerName={names.users[record.ownerId] ?? 'a former user'}
          changeable={changeable}
          deletable={deletable}
          convertible={convertible}
          converted={converted}
          menu={
            exportable || mergeable ? (
              <RecordMenu
                module={{ apiName: moduleName, singular: module.singular }}
                recordId={recordId}
                exportable={exportable}
                everything={canInOrg(ctx.rights, 'revealPhi')}
                mergeable={mergeable}
              />
            ) : null
          }
        />
        {record.damaged ? <DamagedCallout /> : null}
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
          <div className="flex min-w-0 flex-col gap-4">
            <Sections shown={shown} changeable={changeable} timeZone={ctx.timeZone} />
            <Around ctx={ctx} reference={ref} name={record.name || namelessRecord(module, recordId)} />
            <NotesCard
              reference={ref}
              notes={written.notes}
              me={ctx.actor.id}
              users={shown.users}
              changeable={changeable}
              refusal={whyNotReveal(ctx, 'read it')}
            />
            <AttachmentsCard
              reference={ref}
              attachments={written.attachments}
              changeable={changeable}
              readable={mayReadFileNames(ctx, module)}
              refusal={whyNotReveal(ctx, 'read it')}
            />
            {written.conversations ? (
              <ConversationsCard conversations={written.conversations} mayOpen={canInOrg(ctx.rights, 'revealPhi')} />
            ) : null}
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <Origins ctx={ctx} module={moduleName} written={written} mergeable={mergeable} />
            <DataPrivacy
              shown={shown}
              timeZone={ctx.timeZone}
              mayReveal={canInOrg(ctx.rights, 'revealPhi')}
              refusal={whyNotReveal(ctx, 'reveal personal health data')}
              mayAccount={mayAccount(ctx, moduleName)}
              mayReadLedger={canInOrg(ctx.rights, 'readLedger')}
            />
            <RecordAppsCard reference={ref} apps={written.apps} />
            <TimelineCard reference={ref} first={written.timeline} fields={module.fields} timeZone={ctx.timeZone} />
          </div>
        </div>
      </>
    );
  });
}

/** Whether somebody's profile lets them convert the records of a module. */
const mayConvert = (ctx: Context, module: string): boolean =>
  module === LEADS && canInModule(ctx.rights, 'Contacts', 'create');

/** What was written about a record, filed with it and done to it. */
async function readWritten(ctx: Context, ref: RecordRef) {
  const [timeline, notes, attachments, conversations, merges, conversions, apps] = await Promise.all([
    listTimeline(ctx, ref),
    notesOfPage(ctx, ref),
    listAttachments(ctx, ref),
    LINKED_MODULES.some((name) => name === ref.module) ? conversationsOfRecord(ctx, ref) : null,
    mergesOf(ctx, ref),
    conversionsOf(ctx, ref),
    appsOfRecord(ctx, ref),
  ]);
  return { timeline, notes, attachments, conversations, merges, conversions, apps };
}

interface RelatedProps {
  ctx: Context;
  reference: RecordRef;
  name: string;
}

/** What is around the record: each part comes by itself, and holds nothing else of the page. */
function Around(props: RelatedProps) {
  return (
    <>
      <Suspense fallback={<RelatedComing title="Activities" />}>
        <ActivitiesPart {...props} />
      </Suspense>
      <Suspense fallback={<RelatedComing title="Related records" />}>
        <Related {...props} />
      </Suspense>
    </>
  );
}

/** Tasks, meetings and calls of the record. */
async function ActivitiesPart({ ctx, reference, name }: RelatedProps) {
  const shown = await part(ctx, () => activitiesOf(ctx, reference));
  if (!shown.ok) return <RelatedFailed title="Activities" requestId={ctx.requestId} isRefused={shown.isRefused} />;
  if (shown.value === null) return null;
  return <ActivitiesCard activities={shown.value} reference={reference} recordName={name} />;
}

/** What points to the record, and what it points to. */
async function Related({ ctx, reference, name }: RelatedProps) {
  const shown = await part(ctx, () => relatedLists(ctx, reference));
  if (!shown.ok) return <RelatedFailed title="Related records" requestId={ctx.requestId} isRefused={shown.isRefused} />;
  return shown.value.map((list) => (
    <RelatedCard
      key={list.key}
      list={list}
      reference={reference}
      recordName={name}
      timeZone={ctx.timeZone}
      requestId={ctx.requestId}
    />
  ));
}

interface OriginsProps {
  ctx: Context;
  module: string;
  written: Awaited<ReturnType<typeof readWritten>>;
  mergeable: boolean;
}

/** What a lead became, or what a record came of. */
function Origins({ ctx, module, written: { conversions, merges }, mergeable }: OriginsProps) {
  const changeable = canInModule(ctx.rights, LEADS, 'edit');
  return (
    <>
      {conversions.length > 0 ? (
        <ConversionCard ofLead={module === LEADS} conversions={conversions} changeable={changeable} />
      ) : null}
      {merges.length > 0 ? <MergesCard module={module} merges={merges} changeable={mergeable} /> : null}
    </>
  );
}

interface SectionsProps {
  shown: RecordPage;
  changeable: boolean;
  timeZone: string;
}

/** The record's fields, as its module lays them out. */
function Sections({ shown, changeable, timeZone }: SectionsProps) {
  return shown.module.layouts[0]?.sections.map((section) => (
    <SectionCard key={section.id} section={section} shown={shown} changeable={changeable} timeZone={timeZone} />
  ));
}
