import { PencilLine } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ModuleSetup } from '@/lib/admin/customization/queries';
import { layoutPath } from './paths';

export function LayoutTable({ module }: { module: ModuleSetup }) {
  return (
    <div className="rounded-md border border-line bg-surface">
      <Table label="Layouts">
        <TableHead>
          <TableRow>
            <TableHeader>Layout</TableHeader>
            <TableHeader align="right">Sections</TableHeader>
            <TableHeader align="right">Fields</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {module.layouts.map((layout) => (
            <TableRow key={layout.name} className="hover:bg-hover">
              <TableCell className="font-medium">{layout.name}</TableCell>
              <TableCell align="right" className="text-muted">
                {layout.sectionCount}
              </TableCell>
              <TableCell align="right" className="text-muted">
                {layout.fieldCount}
              </TableCell>
              <TableCell align="right" className="py-1">
                <Link href={layoutPath(module.apiName, layout.name)} className={buttonClass('secondary', 'sm')}>
                  <PencilLine aria-hidden="true" />
                  Edit layout
                </Link>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
