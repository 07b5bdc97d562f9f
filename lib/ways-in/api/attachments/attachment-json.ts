import type { AttachmentDto } from '@/lib/crm/attachments/queries';
import type { RecordRef } from '@/lib/crm/records/record-access';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { apiTime } from '../api-time';
import { unopenedError } from '../records/outgoing';
import { peopleOf } from '../records/people';

export const ATTACHMENT_FIELDS = [
  'id',
  'File_Name',
  'Size',
  'Parent_Id',
  'Owner',
  'Created_Time',
  'Created_By',
  'Modified_Time',
  'Modified_By',
] as const;

/** Attachments in the shape of Zoho CRM. The name has no key for who may not read it. */
export async function toApiAttachments(ctx: Context, { module, recordId }: RecordRef, files: readonly AttachmentDto[]) {
  const makers = [...new Set(files.map(({ createdBy }) => createdBy))];
  const people = await inOrg(ctx.orgId, (tx) => peopleOf(tx, makers));
  return files.map((file) => {
    const maker = people[file.createdBy] ?? { name: null, id: file.createdBy, email: null };
    const time = apiTime(file.createdAt, ctx.timeZone);
    return {
      id: file.id,
      ...(file.name !== null && { File_Name: file.name }),
      ...(file.damaged && { $integrity: unopenedError(['File_Name']) }),
      Size: String(file.sizeBytes),
      Parent_Id: { module: { api_name: module }, id: recordId },
      Owner: maker,
      Created_Time: time,
      Created_By: maker,
      Modified_Time: time,
      Modified_By: maker,
      $type: 'Attachment',
    };
  });
}
