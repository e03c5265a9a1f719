// Runs at CloudFront: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
// oxlint-disable-next-line no-unused-vars -- CloudFront calls it by this name.
function handler(event) {
  const { request } = event;
  if (request.uri.startsWith('/api/')) {
    request.uri = request.uri.slice('/api'.length);
    // Where the API's own document says that it is.
    request.headers['x-forwarded-prefix'] = { value: '/api' };
  }
  return request;
}
