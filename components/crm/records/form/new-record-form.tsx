'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useAction } from '@/components/ui/use-action';
import { addRecord } from './actions';
import { RecordForm, type RecordFormProps } from './record-form';

type Props = Omit<RecordFormProps, 'record' | 'error' | 'pending' | 'onSave'>;

/** Creates a record and goes to its page. */
export function NewRecordForm(props: Props) {
  const router = useRouter();
  const { module } = props;
  const { execute, isPending, result } = useAction(addRecord, {
    onSuccess: ({ data }) => {
      toast.success(`${module.singular} created`);
      router.push(`/m/${module.apiName}/${data.id}`);
    },
  });
  return (
    <RecordForm
      {...props}
      error={result.serverError}
      pending={isPending}
      onSave={(values, ownerId) => {
        const filled = Object.entries(values).filter(([, entry]) => entry.length > 0);
        execute({ module: module.apiName, values: Object.fromEntries(filled), ownerId });
      }}
    />
  );
}
