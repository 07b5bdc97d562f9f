export const MODULES_PATH = '/setup/modules';

export const modulePath = (module: string): string => `${MODULES_PATH}/${encodeURIComponent(module)}`;

export const layoutPath = (module: string, layout: string): string =>
  `${modulePath(module)}/layouts/${encodeURIComponent(layout)}`;

/** Who can see a field, and why. */
export const fieldAccessPath = (module: string, field: string): string =>
  `${modulePath(module)}/fields/${encodeURIComponent(field)}`;
