import type { Id } from '../../ids';
import type { SheetFormat } from './format';
import { type Inspected, inspectRows } from './inspect';
import { readRows } from './read-rows';

/** Reads one sheet of a workbook that is kept as rows, for a person. @throws invalid for a sheet without rows */
export async function inspectSheet(
  orgId: Id,
  fileId: Id,
  { sheet, headerRow }: { sheet: number; headerRow?: number | undefined },
): Promise<Inspected & { format: SheetFormat }> {
  const read = await inspectRows(readRows(orgId, fileId, { kind: 'xlsx', sheet }), { for: 'a person', headerRow });
  const below = read.headerRow !== undefined && { headerRow: read.headerRow };
  return { ...read, format: { kind: 'xlsx', sheet, ...below } };
}
