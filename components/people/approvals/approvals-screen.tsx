import { ShieldCheck } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ApprovalsDto, DecidedDto } from '@/lib/people/approvals/queries';
import { ForeignApproval } from './foreign-approval';
import { WaitingApproval } from './waiting-approval';

const STATES: Record<DecidedDto['state'], { label: string; tone: 'success' | 'danger' | 'neutral' }> = {
  confirmed: { label: 'Confirmed', tone: 'success' },
  stopped: { label: 'Stopped', tone: 'danger' },
  elapsed: { label: 'Took effect in time', tone: 'neutral' },
  removed: { label: 'Removed', tone: 'danger' },
};

export function ApprovalsScreen({ waiting, foreign, decided }: ApprovalsDto) {
  return (
    <>
      <PageHeader
        title="Approvals"
        description="Acts that would let somebody read health data wait here for a second person, who is neither the one who did it nor the one it is about."
      />
      <div className="flex flex-col gap-4">
        {foreign.map((one) => (
          <ForeignApproval key={one.id} foreign={one} />
        ))}
        {waiting.length + foreign.length === 0 ? (
          <Card>
            <EmptyState icon={<ShieldCheck aria-hidden="true" />} title="Nothing waits" text="All is decided." />
          </Card>
        ) : (
          waiting.map((approval) => <WaitingApproval key={approval.id} approval={approval} />)
        )}
        {decided.length > 0 ? <Decided decided={decided} /> : null}
      </div>
    </>
  );
}

function Decided({ decided }: Pick<ApprovalsDto, 'decided'>) {
  return (
    <Card id="decided" title="Decided" description="The last 50. The audit log keeps all." flush>
      <Table label="Decided approvals">
        <TableHead>
          <tr>
            <TableHeader>What</TableHeader>
            <TableHeader className="max-sm:hidden">Asked by</TableHeader>
            <TableHeader>Decision</TableHeader>
            <TableHeader className="max-sm:hidden">By</TableHeader>
            <TableHeader className="max-sm:hidden">When</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {decided.map(({ id, words, askedBy, state, decidedBy, decidedAt }) => (
            <TableRow key={id}>
              <TableCell className="font-medium">
                <span className="break-words">{words}</span>
                <span className="block font-normal text-subtle text-xs sm:hidden">
                  Asked by {askedBy}. Decided by {decidedBy}, <Time value={decidedAt} />
                </span>
              </TableCell>
              <TableCell className="max-sm:hidden">{askedBy}</TableCell>
              <TableCell>
                <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
              </TableCell>
              <TableCell className="max-sm:hidden">{decidedBy}</TableCell>
              <TableCell className="max-sm:hidden">
                <Time value={decidedAt} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
