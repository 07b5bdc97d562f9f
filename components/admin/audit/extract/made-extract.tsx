import { ShownOnce } from '@/components/admin/api-clients/shown-once';
import type { MadeExtract as Made } from '@/lib/admin/audit/extracts/make';

/** The one time that link and secret are told. */
export function MadeExtract({ made, onClose }: { made: Made; onClose: () => void }) {
  return (
    <ShownOnce
      title="The extract is made"
      description="Its link opens it once, together with the secret."
      warning="Shown only now. Send the link and the secret by two different ways: whoever has both can open it."
      secrets={[
        { label: 'Link', value: `${window.location.origin}${made.path}` },
        { label: 'Secret', value: made.secret },
      ]}
      onClose={onClose}
    />
  );
}
