import type { Asked, Auth } from './connector';

/** Zoho's data centres, by the end of their names: an account lives in one of them. */
const DATA_CENTRES = ['com', 'eu', 'in', 'com.au', 'jp', 'com.cn', 'sa'];

/** Addresses of an app in every data centre. */
export const zohoAddresses = (address: (ending: string) => string): readonly string[] => DATA_CENTRES.map(address);

/** Zoho's one way to be known (zoho.com/accounts/protocol/oauth): a self client's refresh token, and whatever the app asks besides. */
export const zohoAuth: Auth = {
  kind: 'oauth',
  scheme: 'Zoho-oauthtoken',
  tokenAddresses: zohoAddresses((ending) => `https://accounts.zoho.${ending}/oauth/v2/token`),
  ownTokenAddress:
    'Only at an address that is no data centre of the list, such as https://accounts.zohocloud.ca/oauth/v2/token',
  asked: [
    { name: 'clientId', label: 'Client ID', hint: 'Of a self client in the Zoho API console' },
    { name: 'clientSecret', label: 'Client secret', secret: true },
    { name: 'refreshToken', label: 'Refresh token', secret: true },
  ],
};

export const organizationAsked = (name: string): Asked => ({
  name,
  label: 'Organization ID',
  hint: 'The number by which the app knows your organization',
});
