/**
 * `requestContext.apiId` of an event that the API sends. API Gateway sets its own there, which has no hyphen,
 * so no consumer can forge it.
 */
export const CATALOG_API_ID = 'catalog-api';
