/**
 * `requestContext.apiId` of an event that the file splitter sends, which alone may choose the id and the times of a
 * submission. API Gateway sets its own there, which has no hyphen.
 */
export const FILE_SPLITTER_ID = 'file-splitter';
