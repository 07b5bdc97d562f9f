import { attachmentsEndpoints } from './attachments/endpoints';
import { auditLogExportEndpoints } from './audit-log-export';
import { bulkEndpoints } from './bulk/endpoints';
import { coqlEndpoints } from './coql/endpoints';
import type { Endpoint } from './endpoint';
import { notesEndpoints } from './notes/endpoints';
import { peopleEndpoints } from './people-endpoints';
import { cloneEndpoint } from './records/clone';
import { convertEndpoint } from './records/convert';
import { deleteEndpoints } from './records/delete';
import { deletedEndpoint } from './records/deleted';
import { getEndpoint } from './records/get';
import { listEndpoint } from './records/list';
import { massUpdateEndpoint } from './records/mass-update';
import { searchEndpoints } from './records/search';
import { upsertEndpoint } from './records/upsert';
import { writeEndpoints } from './records/write';
import { salesIqEndpoints } from './salesiq/endpoints';
import { settingsEndpoints } from './settings/endpoints';
import { timelineEndpoints } from './timeline';

/** Every call that the REST door answers. Each resource adds its list here. */
export const ENDPOINTS: readonly Endpoint[] = [
  listEndpoint,
  getEndpoint,
  ...writeEndpoints,
  upsertEndpoint,
  ...deleteEndpoints,
  deletedEndpoint,
  ...searchEndpoints,
  cloneEndpoint,
  convertEndpoint,
  massUpdateEndpoint,
  ...notesEndpoints,
  ...attachmentsEndpoints,
  ...timelineEndpoints,
  ...coqlEndpoints,
  ...bulkEndpoints,
  ...auditLogExportEndpoints,
  ...settingsEndpoints,
  ...peopleEndpoints,
  ...salesIqEndpoints,
];
