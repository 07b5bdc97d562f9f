/** The schemas of what is kept of users and groups, as RFC 7643, 7 writes them. */
import { GROUP, USER } from './attributes';

interface Described {
  type?: 'string' | 'boolean' | 'complex' | 'reference';
  multiValued?: boolean;
  required?: boolean;
  caseExact?: boolean;
  mutability?: 'readWrite' | 'readOnly' | 'immutable';
  uniqueness?: 'none' | 'server';
  subAttributes?: readonly object[];
  referenceTypes?: readonly string[];
}

/** An attribute, with the defaults of the standard. */
const attribute = (name: string, description: string, about: Described = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...about,
});

const READ_ONLY = { mutability: 'readOnly' } as const;

const reference = (to: string) =>
  attribute('$ref', 'Its address', { type: 'reference', referenceTypes: [to], caseExact: true, ...READ_ONLY });

const NAME = attribute('name', 'The parts of the name. Shown where displayName is not given', {
  type: 'complex',
  subAttributes: ['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'].map(
    (part) => attribute(part, 'A part of the name'),
  ),
});

const EMAILS = attribute('emails', 'Addresses that are kept and given back. Mail goes to userName', {
  type: 'complex',
  multiValued: true,
  subAttributes: [
    attribute('value', 'The address'),
    attribute('display', 'How it is shown'),
    attribute('type', 'What it is for'),
    attribute('primary', 'Whether it comes first', { type: 'boolean' }),
  ],
});

export const SCHEMAS = [
  {
    id: USER,
    name: 'User',
    description: 'People who sign in',
    attributes: [
      attribute('userName', 'The email address that the person signs in with', {
        required: true,
        uniqueness: 'server',
      }),
      attribute('displayName', 'What the person is called'),
      NAME,
      EMAILS,
      attribute('active', 'Whether the person may sign in', { type: 'boolean' }),
      attribute('groups', 'The groups that the person is in', {
        type: 'complex',
        multiValued: true,
        ...READ_ONLY,
        subAttributes: [
          attribute('value', 'The id of the group', READ_ONLY),
          attribute('display', 'Its name', READ_ONLY),
          attribute('type', 'Always direct', READ_ONLY),
          reference('Group'),
        ],
      }),
    ],
  },
  {
    id: GROUP,
    name: 'Group',
    description: 'Groups of people. Rules of the connection say what being in one means',
    attributes: [
      attribute('displayName', 'The name of the group', { required: true, uniqueness: 'server' }),
      attribute('members', 'Who is in the group', {
        type: 'complex',
        multiValued: true,
        subAttributes: [
          attribute('value', 'The id of the user', { mutability: 'immutable', caseExact: true }),
          attribute('display', 'Their name', READ_ONLY),
          attribute('type', 'Always User', READ_ONLY),
          reference('User'),
        ],
      }),
    ],
  },
] as const;
