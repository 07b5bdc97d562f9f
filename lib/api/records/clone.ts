import { visibleRecord } from '../../modules/visibility';
import { type RecordRow, recordColumns, serializeRecords } from '../../records/serialize';
import { type Endpoint, modulesNeed } from '../endpoint';
import { idOf, noSuchRecord } from './ids';
import { reading, recordLeft } from './reading';
import { writeRows } from './results';
import { everything, leftOf } from './selection';
import { insertRow } from './write';

/**
 * A copy holds what the asker could have read here and written back, no more: what the door withholds is not copied
 * either. Unique fields and Auto-Numbers are left empty.
 */
export const cloneEndpoint: Endpoint = {
  method: 'post',
  path: '/crm/v8/{module}/{id}/actions/clone',
  tag: 'Records',
  summary: 'Copy a record',
  need: modulesNeed('CREATE'),
  answers: { 201: 'WriteResult', 202: 'WriteResult', 404: 'No such record' },
  async run(call) {
    const { ctx } = call;
    const { module, values } = await reading(call, call.params.module as string, async (about) => {
      const { tx, module, metadata } = about;
      const id = idOf(call.params.id);
      const rows = await tx.sql<RecordRow[]>`
        select ${recordColumns(tx)} from records
        where org_id = ${tx.orgId} and id = ${id} and module_id = ${module.id} and deleted_at is null
          and ${visibleRecord(tx, ctx, module)}`;
      const { fields, system } = everything(metadata, ctx, module);
      const copied = fields.filter((field) => !field.unique && !field.readOnly && field.type !== 'auto_number');
      const [record] = await serializeRecords(tx, ctx, 'api', module, rows, copied);
      if (!record) throw noSuchRecord();
      await recordLeft(call, about, { rows: 1, ...leftOf({ fields: copied, system }), recordId: id });
      return { module, values: record.values };
    });
    return writeRows({ ctx, module, success: 201 }, [values], () =>
      insertRow(ctx, module, { id: undefined, ownerId: undefined, values }),
    );
  },
};
