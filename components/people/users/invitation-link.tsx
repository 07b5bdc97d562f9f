import { ShownOnce } from '@/components/admin/api-clients/shown-once';

/** The one time that the link of an invitation is shown. */
export function InvitationLink({ path, onClose }: { path: string; onClose: () => void }) {
  return (
    <ShownOnce
      title="The invitation is made"
      description="Whoever has this link joins by it, once, within 72 hours."
      warning="Shown only now. Hand it over in person, by phone or by a message that only they read."
      secrets={[{ label: 'Link', value: `${window.location.origin}${path}` }]}
      onClose={onClose}
    />
  );
}
