/** Where a value that one may not read is told of, on purpose. Each is said in SECURITY.md, and each is shown to be so. */
import { Readable } from 'node:stream';
import { auditQuerySchema } from '@/lib/admin/audit/query';
import { viewLedger } from '@/lib/admin/audit/view';
import { updateField } from '@/lib/admin/customization/update-field';
import { attachFile } from '@/lib/crm/attachments/attach';
import { listAttachments } from '@/lib/crm/attachments/queries';
import { importNow } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { createRecord } from '@/lib/crm/records/create';
import { listRecords } from '@/lib/crm/records/list';
import { listTimeline } from '@/lib/crm/records/timeline';
import { CONTACTS, PAPERS, type Variant } from './values';
import type { World } from './world';

export interface KnownDifference {
  what: string;
  /** From SECURITY.md. */
  words: string;
  between: readonly [Variant, Variant];
  /** Told differently in the two worlds. */
  shows(world: World, variant: Variant): Promise<unknown>;
}

const SSN = String(CONTACTS[0]?.marked.first.SSN);

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    what: 'a unique value that is taken is refused',
    words: 'That a value of a unique field is taken already: who writes it is refused.',
    between: ['first', 'second'],
    shows: async ({ org }) => {
      await createRecord(org.admin, { module: 'Contacts', values: { Last_Name: 'Probe', SSN } });
    },
  },
  {
    what: 'the API refuses it too, naming neither the value nor the record',
    words: 'That a value of a unique field is taken already: who writes it is refused.',
    between: ['first', 'second'],
    shows: async ({ operatorClient }) => {
      const { body } = await operatorClient('POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Probe', SSN }] });
      return body.data[0].code;
    },
  },
  {
    what: 'and so does an import, row by row',
    words: 'That a value of a unique field is taken already: who writes it is refused.',
    between: ['first', 'second'],
    shows: async ({ org }) => {
      const source = Readable.from([Buffer.from(`Last Name,SSN\nProbe,${SSN}\n`)]);
      const { importId } = await uploadImport(org.admin, { module: 'Contacts', source });
      const duplicates = { by: null, action: 'create' } as const;
      return importNow(org.admin, { module: 'Contacts', importId, mapping: { 0: 'Last_Name', 1: 'SSN' }, duplicates });
    },
  },
  {
    what: 'the audit log names the fields that were filled or changed',
    words: 'Which fields an act filled or changed, by name.',
    between: ['first', 'none'],
    shows: async ({ org }, variant) => {
      const values = { Last_Name: 'Dunn', ...CONTACTS[2]?.marked[variant], SSN: '555-00-7777' };
      const { id } = await createRecord(org.operator, { module: 'Contacts', values });
      return listTimeline(org.admin, { module: 'Contacts', recordId: id });
    },
  },
  {
    what: 'the audit log says how many records a search by somebody who may reveal found',
    words: 'How many records a search or list of somebody else held.',
    between: ['first', 'second'],
    shows: async ({ org }) => {
      await listRecords(org.operator, 'Contacts', { filters: [{ field: 'SSN', operator: 'equals', value: SSN }] });
      const { lines } = await viewLedger(org.officer, auditQuerySchema.parse({ action: 'record.search' }), {});
      return lines.map(({ facts }) => facts);
    },
  },
  {
    what: 'an attached file has a type and a size',
    words: 'Type and size of an attached file, though neither its name nor a byte of it.',
    between: ['first', 'second'],
    shows: async ({ org, ids }, variant) => {
      const about = { module: 'Contacts', recordId: ids.anna ?? '0' };
      const source = Readable.from([Buffer.from(PAPERS[variant].body)]);
      await attachFile(org.operator, { ...about, fileName: 'a.txt', source });
      return listAttachments(org.admin, about);
    },
  },
  {
    what: 'a marked field with values cannot be made unique',
    words: 'Whether any record of a module holds a value of a marked field: who makes the field unique is told.',
    between: ['first', 'none'],
    shows: ({ org, fields }) =>
      updateField(org.admin, { module: 'Contacts', fieldId: fields.Diagnosis ?? '0', unique: true }),
  },
];
