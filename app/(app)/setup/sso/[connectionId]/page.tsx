import type { Metadata } from 'next';
import { ConnectionScreen } from '@/components/people/users/sso/connection-screen';
import type { Description } from '@/components/ui/description-list';
import { getSsoConnection, listPlaces, type SsoConnectionDto } from '@/lib/people/users/sso/queries';
import { page } from '@/lib/ways-in/http/page';
import { redirectUriOf, samlPlacesOf, signedOutUrl } from '@/lib/ways-in/http/sso/places';
import { lastTry } from '@/lib/ways-in/http/sso/try-out';

export const metadata: Metadata = { title: 'Connection for single sign-on' };

interface SsoConnectionPageProps {
  params: Promise<{ connectionId: string }>;
}

export default function SsoConnectionPage({ params }: SsoConnectionPageProps) {
  return page(async (ctx) => {
    const { connectionId } = await params;
    const [connection, places] = await Promise.all([getSsoConnection(ctx, connectionId), listPlaces(ctx)]);
    const tried = await lastTry(connection.id);
    const ours = connection.kind === 'oidc' ? oursByOidc(connection.id) : oursBySaml(connection);
    return <ConnectionScreen connection={connection} places={places} ours={ours} tried={tried} />;
  });
}

const oursByOidc = (id: string): Description[] => [
  { term: 'Redirect URI', value: redirectUriOf(id) },
  { term: 'Redirect URI after signing out', value: signedOutUrl() },
  { term: 'Flow', value: 'Authorization code, with PKCE (S256) and a client secret' },
];

function oursBySaml({ id, config }: SsoConnectionDto): Description[] {
  const own = config?.kind === 'saml' ? config.ownCertificate : null;
  const { entityId, acs, loggedOut } = samlPlacesOf(id);
  return [
    { term: 'Entity ID and metadata', value: entityId },
    { term: 'Assertion consumer service (HTTP-POST)', value: acs },
    { term: 'After signing out', value: loggedOut },
    { term: 'Signatures', value: 'The assertion signed, with RSA and SHA-256' },
    ...(own === null
      ? []
      : [
          {
            term: 'Our certificate',
            value: <code className="whitespace-pre-wrap break-all font-mono text-xs">{own}</code>,
          },
        ]),
  ];
}
