import type { Metadata } from 'next';
import { Badge } from '@/components/ui/badge';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { getKeysOverview } from '@/lib/admin/settings/keys';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Encryption keys' };

export default function KeysScreen() {
  return page(async (ctx) => {
    const { keys, coverage } = await getKeysOverview(ctx);
    return (
      <div className="flex flex-col gap-4">
        <PageHeader
          title="Encryption keys"
          description="AES-256-GCM. Data keys are kept wrapped in the database; the root key that opens them is kept outside it."
        />
        <Callout tone="warning" title="Keep the root key safe">
          Without the root key nothing that is encrypted can be read again. Back it up apart from the database.
        </Callout>
        <Card title="Data keys" id="data-keys" flush>
          <Table label="Data keys">
            <TableHead>
              <TableRow>
                <TableHeader>Key</TableHeader>
                <TableHeader>Root key kept in</TableHeader>
                <TableHeader>Made</TableHeader>
                <TableHeader>State</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {keys.map((key) => (
                <TableRow key={key.id}>
                  <TableCell className="font-mono">{key.id}</TableCell>
                  <TableCell>{key.provider}</TableCell>
                  <TableCell>
                    <Time value={key.createdAt} />
                  </TableCell>
                  <TableCell>{key.retiredAt ? <Badge>Retired</Badge> : <Badge tone="success">In use</Badge>}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
        <Card title="Coverage" id="coverage" flush>
          <Table label="Coverage">
            <TableHead>
              <TableRow>
                <TableHeader>Module</TableHeader>
                <TableHeader align="right">Marked fields</TableHeader>
                <TableHeader align="right">Encrypted fields</TableHeader>
                <TableHeader>Encrypted values</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {coverage.map((row) => (
                <TableRow key={row.module}>
                  <TableCell>{row.plural}</TableCell>
                  <TableCell align="right">{row.marked}</TableCell>
                  <TableCell align="right">{row.sealed}</TableCell>
                  <TableCell>{row.inUse ? 'Yes' : 'None yet'}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      </div>
    );
  });
}
