import { Printer } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import type { DoorFlow } from '@/lib/admin/settings/compliance/data-flow';
import type { ScannerFlow } from '@/lib/admin/settings/compliance/scanner-flow';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import { FlowMap } from './flow-map';
import { FlowTable } from './flow-table';
import { flowRows } from './rows';

export interface FlowCardProps {
  flow: readonly DoorFlow[];
  connections: readonly ConnectionDto[];
  scanner: ScannerFlow;
}

/** Who gets what as things are, as a map and as a table. */
export function FlowCard({ flow, connections, scanner }: FlowCardProps) {
  const rows = flowRows(flow, connections, scanner);
  return (
    <Card
      id="data-flow"
      title="What leaves now"
      description="By marks, switches and agreements as they are at this moment. Values that are not marked leave through every door. The thicker a line, the more went lately; a bar across it is a closed door."
      flush
      actions={
        <a
          href="/setup/compliance/hipaa/print"
          target="_blank"
          rel="noopener"
          className={buttonClass('secondary', 'sm')}
        >
          <Printer aria-hidden="true" />
          Print
        </a>
      }
    >
      <div className="edges-fade overflow-x-auto border-line border-b p-4">
        <FlowMap rows={rows} className="w-full min-w-160 max-w-4xl" />
      </div>
      <FlowTable rows={rows} className="min-w-256" />
    </Card>
  );
}
