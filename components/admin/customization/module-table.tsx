import { LayoutPanelTop, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ModuleSummary } from '@/lib/admin/customization/queries';
import { layoutPath, modulePath } from './paths';

/** The org's modules. */
export function ModuleTable({ modules }: { modules: readonly ModuleSummary[] }) {
  return (
    <Table label="Modules">
      <TableHead>
        <TableRow>
          <TableHeader>Module</TableHeader>
          <TableHeader>Singular</TableHeader>
          <TableHeader>API name</TableHeader>
          <TableHeader align="right">Fields</TableHeader>
          <TableHeader align="right">Records</TableHeader>
          <TableHeader>HIPAA</TableHeader>
          <TableHeader>Layouts</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {modules.map((module) => (
          <TableRow key={module.apiName} className="hover:bg-hover">
            <TableCell>
              <span className="flex items-center gap-2">
                <Link
                  href={modulePath(module.apiName)}
                  className="rounded-xs font-medium text-fg hover:text-accent-text hover:underline"
                >
                  {module.plural}
                </Link>
                {module.custom ? <Badge>Custom</Badge> : null}
              </span>
            </TableCell>
            <TableCell className="text-muted">{module.singular}</TableCell>
            <TableCell className="font-mono text-muted text-xs">{module.apiName}</TableCell>
            <TableCell align="right" className="text-muted">
              {module.fieldCount}
            </TableCell>
            <TableCell align="right" className="text-muted">
              {module.records.count.toLocaleString('en-US')}
              {module.records.capped ? '+' : ''}
            </TableCell>
            <TableCell>
              {module.hipaa ? (
                <Badge tone="phi" icon={<ShieldCheck aria-hidden="true" />}>
                  Selected for HIPAA
                </Badge>
              ) : null}
            </TableCell>
            <TableCell>
              <span className="flex flex-wrap gap-1">
                {module.layouts.map((layout) => (
                  <Link
                    key={layout}
                    href={layoutPath(module.apiName, layout)}
                    aria-label={`Edit layout ${layout} of ${module.plural}`}
                    className={buttonClass('ghost', 'sm', '-my-1 -ml-2.5')}
                  >
                    <LayoutPanelTop aria-hidden="true" />
                    {layout}
                  </Link>
                ))}
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
