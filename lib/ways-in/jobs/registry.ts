/** Which handler runs which kind of job. A kind that is not here is not taken from the queue. */
import type { JobKind } from '@/lib/platform/db/schema/jobs';
import type { Id } from '@/lib/platform/ids';
import { auditExport } from './handlers/audit-export';
import { readInBulk } from './handlers/bulk-read';
import { writeInBulk } from './handlers/bulk-write';
import { exportRecords } from './handlers/export';
import { findDuplicates } from './handlers/find-duplicates';
import { checkImport, importRecords } from './handlers/import';
import { changeMany } from './handlers/mass-change';
import { sealField } from './handlers/seal-field';
import { exportSubject } from './handlers/subject-export';
import { verifyLedger } from './handlers/verify-ledger';

/**
 * Does the work of one row of `jobs`.
 * It acts as `jobContext(orgId, jobId)`, in steps that are each whole, and looks at `signal` between them
 * (`signal.throwIfAborted()`). It may be started again after a crash: it goes on where it stopped, or starts cleanly.
 * Its last act is `finishJob` inside a `mutate`, so that the end and its event are one.
 */
export type JobHandler = (orgId: Id, jobId: Id, signal: AbortSignal) => Promise<void>;

export type Handlers = Readonly<Partial<Record<JobKind, JobHandler>>>;

export const HANDLERS: Handlers = {
  audit_export: auditExport,
  bulk_read: readInBulk,
  bulk_write: writeInBulk,
  export: exportRecords,
  find_duplicates: findDuplicates,
  import: importRecords,
  import_check: checkImport,
  mass_change: changeMany,
  seal_field: sealField,
  subject_export: exportSubject,
  verify_ledger: verifyLedger,
};
