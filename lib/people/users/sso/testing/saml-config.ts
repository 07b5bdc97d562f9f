/** The provider of SAML that the tests' organisation knows, and the addresses of ours that it is told. */
import type { SamlConfig } from '../config';
import type { SamlPlaces } from '../saml';
import { ENTITY_ID, samlKeys } from './saml-provider';

export const places: SamlPlaces = {
  entityId: 'https://care.example/api/sso/saml/1/metadata',
  acs: 'https://care.example/api/sso/saml/1/acs',
  loggedOut: 'https://care.example/api/sso/signed-out',
};

export const samlConfig: SamlConfig = {
  kind: 'saml',
  issuer: ENTITY_ID,
  entryPoint: 'https://idp.example/sso',
  logoutUrl: 'https://idp.example/slo',
  certificate: samlKeys.cert,
  emailAttribute: '',
  domains: ['clinic.example'],
  vouches: true,
  asksFactor: true,
  creates: null,
  groupsClaim: '',
  rules: [],
  otherwise: 'keep',
  setBy: '1',
};
