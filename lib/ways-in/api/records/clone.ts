import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { type RecordDto, serializeRecords } from '@/lib/crm/records/serialize';
import { findVisibleRow } from '@/lib/crm/records/visible-row';
import { clearAmong } from '@/lib/protection/compliance/policy';
import { damaged } from '@/lib/protection/integrity/errors';
import { type Endpoint, modulesNeed } from '../endpoint';
import { idOf, noSuchRecord } from './ids';
import { reading, recordLeft } from './reading';
import { writeRows } from './results';
import { everything, leftOf } from './selection';
import { insertRow } from './write';

/**
 * A copy holds what the asker could have read here and written back, no more: what the door withholds is not copied
 * either. Unique fields and Auto-Numbers are left empty. Whoever was chosen in it and has left stays.
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
    const { module, values, copyOf } = await reading(call, call.params.module as string, async (about) => {
      const { tx, module, metadata } = about;
      const id = idOf(call.params.id);
      const row = await findVisibleRow(tx, ctx, module, id);
      if (!row) throw noSuchRecord();
      const { fields, system } = everything(metadata, ctx, module);
      const copied = clearAmong(
        fields,
        fields.filter((field) => !field.unique && isEnterable(field)),
      );
      const [record] = (await serializeRecords(tx, ctx, { module, rows: [row], clear: copied })) as [RecordDto];
      // A copy without them would say that there are none.
      if (record.damaged) throw damaged();
      await recordLeft(call, about, { rows: 1, ...leftOf({ fields: copied, system }), recordId: id });
      return { module, values: record.values, copyOf: row.values };
    });
    return writeRows({ call, module, success: 201 }, [values], () =>
      insertRow(ctx, module, { id: undefined, ownerId: undefined, values, ignored: [], copyOf }),
    );
  },
};
