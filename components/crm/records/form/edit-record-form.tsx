'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useAction } from '@/components/ui/use-action';
import type { RecordDto } from '@/lib/crm/records/serialize';
import { saveRecord } from './actions';
import { RecordForm, type RecordFormProps } from './record-form';

interface Props extends Omit<RecordFormProps, 'record' | 'ownerId' | 'error' | 'pending' | 'onSave'> {
  record: RecordDto;
}

/** Changes a record, unless somebody else changed it since the form was opened. */
export function EditRecordForm({ record, ...props }: Props) {
  const router = useRouter();
  const { execute, isPending, result } = useAction(saveRecord, {
    onSuccess: () => {
      toast.success('Saved');
      router.push(`/m/${props.module.apiName}/${record.id}`);
    },
  });
  return (
    <RecordForm
      {...props}
      record={record}
      ownerId={record.ownerId}
      error={result.serverError}
      pending={isPending}
      onSave={(values, ownerId) =>
        execute({ module: props.module.apiName, id: record.id, values, ownerId, version: record.version })
      }
    />
  );
}
