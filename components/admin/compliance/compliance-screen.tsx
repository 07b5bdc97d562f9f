import { Scale } from 'lucide-react';
import { TransferChart } from '@/components/apps/transfer-chart';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import type { ComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import type { Transfers } from '@/lib/apps/deliveries/by-day';
import { BudgetCard } from './budget-card';
import { ClosedSettings } from './closed-settings';
import { ComplianceFigures } from './compliance-figures';
import { FlowCard } from './data-flow/flow-card';
import { FirstSteps } from './first-steps';
import { HipaaSwitch } from './hipaa-switch';
import { HoldCard } from './hold-card';
import { MarkOffers } from './mark-offers';
import { ModulePicker } from './module-picker';
import { RestrictionSwitches } from './restriction-switches';
import { SealingProgress } from './sealing-progress';

export interface ComplianceScreenProps {
  overview: ComplianceOverview;
  connections: readonly ConnectionDto[];
  transfers: Transfers;
}

/** Setup > Users and Control > Compliance Settings. */
export function ComplianceScreen(props: ComplianceScreenProps) {
  const { overview } = props;
  return (
    <>
      <PageHeader
        title="Compliance Settings"
        breadcrumbs={[{ label: 'Setup', href: '/setup' }, { label: 'Users and Control' }]}
        description="Say which data is protected health information, and through which doors it may leave."
      />
      <Tabs defaultValue="hipaa">
        <TabsList aria-label="Compliance">
          <TabsTrigger value="hipaa">HIPAA Compliance</TabsTrigger>
        </TabsList>
        <TabsContent value="hipaa" className="flex flex-col gap-4">
          {overview.mayManage ? null : (
            <Callout>You may look at these settings. Changing them needs the right to manage compliance.</Callout>
          )}
          {overview.intact ? <Settings {...props} /> : <ClosedSettings />}
          <p className="flex gap-2.5 px-1 text-muted text-xs">
            <Scale aria-hidden="true" className="mt-px size-4 shrink-0 text-subtle" />
            No software makes an organisation compliant. Careledger helps you meet the technical safeguards; policies,
            training and agreements with those who handle your data remain yours.
          </p>
        </TabsContent>
      </Tabs>
    </>
  );
}

function Settings(props: ComplianceScreenProps) {
  const { overview, connections } = props;
  const { hipaaEnabled, heldFields, mayManage } = overview;
  return (
    <>
      <Card>
        <HipaaSwitch enabled={hipaaEnabled} heldFields={heldFields} mayManage={mayManage} />
      </Card>
      <SealingProgress sealing={overview.sealing} mayManage={mayManage} />
      <HoldCard overview={overview} />
      <BudgetCard overview={overview} />
      {hipaaEnabled ? (
        <Enabled {...props} />
      ) : heldFields > 0 ? (
        <FlowCard flow={overview.flow} connections={connections} scanner={overview.scanner} />
      ) : (
        <FirstSteps />
      )}
    </>
  );
}

function Enabled({ overview, connections, transfers }: ComplianceScreenProps) {
  const markedFields = overview.modules.reduce((sum, module) => sum + (module.selected ? module.markedFields : 0), 0);
  return (
    <>
      {overview.mayManage ? <MarkOffers offers={overview.offers} /> : null}
      <ComplianceFigures overview={overview} />
      <ModulePicker overview={overview} />
      <RestrictionSwitches
        switches={overview.switches}
        markedFields={markedFields}
        mayManage={overview.mayManage}
        hold={overview.hold}
        connections={connections}
      />
      <FlowCard flow={overview.flow} connections={connections} scanner={overview.scanner} />
      <TransferChart of={transfers} />
    </>
  );
}
