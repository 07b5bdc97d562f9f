import type { BadgeTone } from '@/components/ui/badge';
import type { SsoOverview } from '@/lib/people/users/sso/queries';

export const KINDS = { oidc: 'OpenID Connect', saml: 'SAML 2.0' } as const;

export const STATES: Record<SsoOverview['connections'][number]['state'], { label: string; tone: BadgeTone }> = {
  on: { label: 'On', tone: 'success' },
  off: { label: 'Off', tone: 'neutral' },
  waits: { label: 'Waits for a second person', tone: 'warning' },
  changed: { label: 'Changed outside Careledger', tone: 'danger' },
};
