'use client';

import { useRouter } from 'next/navigation';
import { useAction } from '@/components/ui/use-action';
import { NameDialog } from './name-dialog';
import { copyProfile } from './profile-actions';

export interface CopyProfileDialogProps {
  source: { id: string; name: string };
  onClose: () => void;
}

/** Names the copy, then opens it. */
export function CopyProfileDialog({ source, onClose }: CopyProfileDialogProps) {
  const router = useRouter();
  const copy = useAction(copyProfile, { onSuccess: ({ data }) => router.push(`/setup/profiles/${data}`) });
  return (
    <NameDialog
      title={`Copy ${source.name}`}
      description="The copy starts with the same rights."
      initial={`${source.name} copy`}
      submitLabel="Copy"
      act={copy}
      onSubmit={(name) => copy.execute({ name, copyOf: source.id })}
      onClose={onClose}
    />
  );
}
