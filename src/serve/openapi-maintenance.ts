/** The part of the API's description that is about maintenance windows. */
import { MaintenanceBody, MaintenanceChangeBody } from '../doors/maintenance.ts';
import { ID, type Json, type Parts, TOKEN } from './openapi-parts.ts';
import { MaintenanceAccepted, MaintenanceList, MaintenanceView } from './schema-maintenance.ts';

export function maintenancePaths({ reading, content, problems, schemaOf }: Parts): Json {
  const taking = (summary: string, body: Parameters<typeof schemaOf>[0], parameters: Json[]): Json => ({
    summary,
    security: TOKEN,
    parameters,
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    responses: { 202: content('Durable', MaintenanceAccepted), ...problems(401, 403, 404, 409, 413, 422, 503) },
  });
  return {
    '/api/v1/maintenance': {
      get: reading('Maintenance windows: running and planned, then those of the last 90 days', MaintenanceList),
      post: taking('Announce maintenance', MaintenanceBody, []),
    },
    '/api/v1/maintenance/{id}': {
      get: reading('One maintenance window', MaintenanceView, ['id']),
      post: taking('Move a window, or call it off', MaintenanceChangeBody, [ID]),
    },
  };
}
