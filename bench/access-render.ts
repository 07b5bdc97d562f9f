import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { FieldAccess } from '@/components/people/access/field-access';
import { PersonAccess } from '@/components/people/access/person-access';
import type { AccessOfPerson } from '@/lib/people/users/access/of-person';
import type { AccessToField } from '@/lib/people/users/access/to-field';

/** The page as HTML, as the first answer to a browser holds it, without the shell around it. */
export const renderPersonAccess = (access: AccessOfPerson): string =>
  renderToString(createElement(PersonAccess, { access }));

/** The same of who can see a field. */
export const renderFieldAccess = (access: AccessToField): string =>
  renderToString(createElement(FieldAccess, { access }));
